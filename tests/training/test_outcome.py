import numpy as np
import pytest
import torch
from kinds import ONE_OF_EACH_KIND

from msgan_lib.ground.seeding import named_generator
from msgan_lib.measure_images import measure_samples
from msgan_lib.networks.generators import ConvGenerator
from msgan_lib.training.game import draw_images
from msgan_lib.training.kinds import TRAININGS
from msgan_lib.training.recipes import methods, resolve

WITHOUT_STEPS = [
    method
    for method in methods()
    if TRAININGS[resolve(method)["training"]].numbers is None
]


@pytest.mark.parametrize("method", ONE_OF_EACH_KIND)
def test_hidden_labels_and_test_files_do_not_touch_the_weights(
    train_on, few_images, method
):
    (_, labels), test, drawn = few_images
    rng = np.random.default_rng(0)
    others = rng.permutation(10)[labels]  # every hidden label another
    others[drawn] = labels[drawn]
    assert (others != labels).sum() > 200
    noise = rng.integers(0, 256, test[0].shape, dtype=np.uint8)
    first = train_on(method, labels, test)
    second = train_on(method, others, (noise, rng.permutation(test[1])))
    for name in ("weights", "generator_weights"):
        given, same = getattr(first, name), getattr(second, name)
        assert given.keys() == same.keys()
        for part, value in given.items():
            assert torch.equal(value, same[part]), part


@pytest.mark.parametrize("method", ["plain_mlp_gan", *WITHOUT_STEPS])
def test_other_labels_on_the_labelled_images_are_noticed(train_on, few_images, method):
    (_, labels), test, drawn = few_images
    others = labels.copy()
    others[drawn] = 9 - labels[drawn]
    first, second = (train_on(method, given, test) for given in (labels, others))
    assert not all(
        torch.equal(value, second.weights[name])
        for name, value in first.weights.items()
    )


def test_a_method_without_steps_is_scored_like_the_others(train_on, few_images):
    told = []
    outcome = train_on("hog_linear", report=lambda *words: told.append(words))
    assert outcome.test.predictions.shape == few_images[1][1].shape
    assert outcome.test.error_percent < 70  # twenty labels; a guess errs on 90
    assert outcome.development_error_percent < 70
    assert outcome.num_weights == 10 * (1152 + 1)
    assert outcome.history == []
    assert set(outcome.scores) == {"whole"}
    assert [aside.name for _, _, aside in told] == ["development images", "test images"]


def test_neighbours_are_scored_with_the_network_and_it_is_scored_alone(train_on):
    joined = train_on("semisupervised_without_gan")
    assert joined.test.error_percent < 70  # three steps: it is the neighbours who know
    assert joined.scores["alone"].error_percent > joined.test.error_percent
    assert joined.scores["frozen"].error_percent < 90


@pytest.mark.parametrize("method", ["plain_multiscale_gan", "autoencoder_linear"])
def test_frozen_features_are_scored_too(train_on, method):
    outcome = train_on(method)
    assert set(outcome.scores) == {"whole", "frozen"}
    assert 0 <= outcome.scores["frozen"].error_percent < 90
    assert outcome.scores["frozen"].error_percent != outcome.test.error_percent


def test_numbers_have_the_names_that_results_have(train_on):
    outcome = train_on("semisupervised_without_gan")
    metrics = outcome.metrics()
    name = "semisupervised_without_gan"
    assert metrics == {
        f"{name}/test_error_percent": outcome.test.error_percent,
        f"{name}/test_error_low_percent": outcome.test.interval[0],
        f"{name}/test_error_high_percent": outcome.test.interval[1],
        f"{name}/development_error_percent": outcome.development_error_percent,
        f"{name}/training_cpu_seconds": outcome.cpu_seconds,
        f"{name}_frozen/test_error_percent": outcome.scores["frozen"].error_percent,
        f"{name}_alone/test_error_percent": outcome.scores["alone"].error_percent,
    }
    assert metrics.keys() - outcome.metrics("alone").keys() == {
        f"{name}_frozen/test_error_percent"
    }


MEASURES = {"classes_reached", "sure_percent", "frechet_distance", "coverage"}


def test_the_generator_of_a_gan_is_measured_as_that_of_a_plain_game_is(
    train_on, monkeypatch
):
    method = "semisupervised_with_drawing_gan"
    given = []

    def note(judge, x_fake, x_real):
        given.append((x_fake, x_real))
        return measure_samples(judge, x_fake, x_real)

    monkeypatch.setattr("msgan_lib.training.outcome.measure_samples", note)
    gan = train_on(method, recipe={"generator_decay": 0.9}, num_scored=69)
    assert [tuple(map(len, sizes)) for sizes in given] == [(69, 69)]
    x_fake, _ = given[0]
    assert set(gan.samples) == MEASURES
    assert {k.partition("/")[2]: v for k, v in gan.metrics().items()}.items() >= (
        gan.samples.items()
    )
    # They are of the generator that is kept, and of the noise of plain games' samples.
    generator = ConvGenerator()
    generator.load_state_dict(gan.generator_weights)
    z = generator.sample_noise(69, named_generator(0, "samples"))
    assert torch.equal(x_fake, draw_images(generator, z))


@pytest.mark.parametrize(
    ("method", "dataset"),
    [
        ("augmented_noise_consistency", "mnist"),  # a generator without weights
        ("augmented_consistency", "mnist"),
        ("autoencoder_linear", "mnist"),
        ("augmented_gan", "fashion-mnist"),  # no judge
    ],
)
def test_where_no_judge_can_tell_nothing_is_measured(train_on, method, dataset):
    outcome = train_on(method, dataset=dataset)
    assert outcome.samples == {}
    assert not MEASURES & {name.partition("/")[2] for name in outcome.metrics()}


def test_a_trial_is_scored_on_the_first_images_and_trained_alike(train_on, few_images):
    whole, trial = (
        train_on("supervised_multiscale", num_scored=count) for count in (None, 20)
    )
    assert np.array_equal(trial.test.correct, whole.test.correct[:20])
    assert len(whole.test.correct) == len(few_images[1][1])
    for name, value in whole.weights.items():
        assert torch.equal(value, trial.weights[name]), name
