from msgan_tools.text_columns import aligned, number


def test_numbers():
    assert [number(x) for x in (7, 123456, 0.00012345, 98.765)] == [
        "7",
        "123456",
        "0.0001234",
        "98.77",
    ]


def test_words_stand_left_and_numbers_right_below_a_rule():
    table = [["method", "n", "p"], ["ours", "1.25", "-"], ["rivals'", "", ""]]
    assert aligned(table).splitlines() == [
        "method      n  p",
        "-------  ----  -",
        "ours     1.25  -",
        "rivals'",
    ]
