"""Tables as text, as CSV and as a picture."""

from made_up_rows import BASE, OURS, row, rows

from msgan_lib.training.recipes import methods, title
from msgan_tools.table.groups import group_results
from msgan_tools.table.views import csv_text, dot_plot, text_table, titles


def test_a_table_has_a_line_a_method_and_names_what_it_lacks():
    [group] = group_results([*rows(), row("other", 9.0, 2)])
    assert text_table(group, BASE).splitlines()[1:] == [
        "method      n   mean      sd  pairs  difference      95 % interval      p",
        "----------  -  -----  ------  -----  ----------  -----------------  -----",
        "with_gan    4  6.125  0.6292      4          -1  -2.125 to +0.1252  0.066",
        "supervised  4  7.125  0.8539           baseline",
        "other       1      9       -      1          +1                  -      -",
        "incomplete:",
        "  other, seed=0: no result",
        "  other, seed=1: no result",
        "  other, seed=3: no result",
    ]
    assert text_table(group).splitlines()[1:3] == [
        "method      n   mean      sd",
        "----------  -  -----  ------",
    ]


def test_a_group_without_results_has_no_table():
    unfinished = {**row(OURS, 0, 9, labels=2), "why": "not finished"}
    _, group = group_results(rows(), [unfinished])
    assert text_table(group, BASE).endswith(
        "labels 2; no results\nincomplete:\n  with_gan, seed=9: not finished"
    )


def test_methods_and_scores_of_them_are_told_in_words_that_fit_a_line():
    names = ["plain_mlp_gan_frozen", "supervised_multiscale", "always_one"]
    groups = group_results([row(name, 1.0, 0) for name in names])
    assert titles(groups).splitlines() == [
        "methods:",
        f"  supervised_multiscale: {title('supervised_multiscale')}",
        f"  plain_mlp_gan: {title('plain_mlp_gan')}",
        "  ..._frozen: frozen features",
    ]
    assert titles(group_results([row("always_one", 1.0, 0)])) == ""
    lines = titles(group_results([row(name, 1.0, 0) for name in methods()]))
    assert max(map(len, lines.splitlines())) <= 88


def test_csv_and_picture():
    groups = group_results([*rows(), *rows(labels=2), row(OURS, 1.0, 9)])
    lines = csv_text(groups, BASE).splitlines()
    assert lines[0] == (
        "group,method,n,mean,sd,n_pairs,difference,low,high,p_value,baseline,missing"
    )
    assert len(lines) == 5
    assert lines[1].endswith(",supervised,[]")
    assert lines[2].endswith(
        ',supervised,4,7.125,0.8539125638299665,0,,,,,supervised,"[""seed=9""]"'
    )
    assert dot_plot(groups, "test_error_percent").startswith(b"\x89PNG")
