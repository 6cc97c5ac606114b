from msgan_tools.run.result_table import aligned, number, result_table


def test_a_row_a_method_and_a_column_a_unit():
    result = {
        "notebook": "14_full_training",
        "parameters": {"profile": "class", "seed": 0},
        "metrics": {
            "supervised/test_error_percent": 12.3456,
            "semi_supervised/test_error_percent": 1.1,
            "semi_supervised/generated_count": 100_000,
        },
    }
    assert result_table(result).splitlines() == [
        "14_full_training (profile class, seed 0)",
        "method           test_error_percent  generated_count",
        "---------------  ------------------  ---------------",
        "supervised                    12.35                -",
        "semi_supervised                 1.1           100000",
    ]


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
