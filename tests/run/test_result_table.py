from msgan_tools.run.result_table import aligned, number


def test_numbers():
    assert [number(x) for x in (7, 123456, 0.00012345, 98.765)] == [
        "7",
        "123456",
        "0.0001234",
        "98.77",
    ]


def test_long_column_names_are_piled_where_the_table_would_be_too_wide():
    names = [f"test_error_number_{i}_percent" for i in range(4)]
    lines = aligned([["method", *names], ["ours", "1.5", "-", "10", "100.25"]]).split(
        "\n"
    )
    assert lines == [
        "           test     test     test     test",
        "          error    error    error    error",
        "         number   number   number   number",
        "              0        1        2        3",
        "method  percent  percent  percent  percent",
        "------  -------  -------  -------  -------",
        "ours        1.5        -       10   100.25",
    ]
