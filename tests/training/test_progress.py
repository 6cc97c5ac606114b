from msgan_lib.training.progress import Aside, ProgressBar


def test_the_bar_shows_steps_and_prints_epochs_to_one_stream(capsys):
    bar = ProgressBar("a training")
    bar(0, 4)
    bar(2, 4, "half")
    bar(4, 4)
    out, err = capsys.readouterr()
    assert "half\n" in out
    assert "4/4" in out
    assert err == ""


def test_work_beside_the_steps_has_a_bar_that_moves(capsys):
    bar = ProgressBar("a training")
    for share in (0.0, 0.5, 1.0):
        bar(0, 4, Aside("handing labels on", share))
        assert bar.bar is None
    out = capsys.readouterr().out
    assert "handing labels on:   0%" in out
    assert "100/100" in out
    bar(2, 4)
    bar(2, 4, Aside("another votes", 0.25))  # in the middle of the steps: behind them
    assert bar.bar.postfix == "another votes 25 %"
    assert bar.bar.n == 2
    bar(2, 4, Aside("another votes", 1.0))
    assert not bar.bar.postfix
    bar(4, 4)
    bar(4, 4, Aside("loading", 0.0))
    bar(4, 4, Aside("neighbours vote", 0.3))  # what has not ended makes way
    bar.close()
    assert "30/100" in capsys.readouterr().out
