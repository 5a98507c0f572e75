"""The command line says plainly what is wrong, and does without a display what can be done without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from game import cli
from game.app.idle import SECONDS
from game.dev import shots
from game.scenes import SCENES

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, cwd: Path = ROOT, **env: str | None) -> subprocess.CompletedProcess[str]:
    """``python main.py`` in a process of its own; an environment value of ``None`` is taken away."""
    full = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", **env}
    clean = {key: value for key, value in full.items() if value is not None}
    return subprocess.run([sys.executable, str(ROOT / "main.py"), *arguments], cwd=cwd, env=clean,
                          capture_output=True, text=True, timeout=120, check=False)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which the arguments are refused."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    return err


@pytest.mark.parametrize(("arguments", "says"), [
    (["--scene", "nowhere"], "intro"), (["--scene"], "expected one argument"), (["--at", "soon"], "0 to 3600"),
    (["--at", "-1"], "0 to 3600"), (["--at", "nan"], "0 to 3600"), (["--seed", "x"], "whole number"),
    (["--seed", "-3"], "whole number"), (["--seed", "1.5"], "whole number"), (["--size", "big"], "1280x720"),
    (["--size", "10x10"], "800x450"), (["--size", "1280"], "1280x720"), (["--size", "99999x99999"], "7680"),
    (["--lang", "xx"], "en"),
    (["--theme", "pink"], "colour-safe"), (["--text", "120"], "150"), (["--text", "large"], "200"),
    (["--speed", "0"], "0.1 to 5"), (["--speed", "inf"], "0.1 to 5"),
    (["--frames", "0"], "whole number"), (["--frames", "many"], "whole number"), (["--shot", "picture.gif"], ".png"),
    (["--shot", "/nowhere/at/all/x.png"], "does not exist"), (["--contact-sheet", "x.jpg"], ".png"),
    (["--kiosk", "--idle", "3"], "10 to 3600"), (["--idle", "60"], "only allowed with argument --kiosk"),
    (["--list", "--shot", "x.png"], "not allowed with"), (["--what"], "--what"), (["stray"], "stray")])
def test_a_bad_argument_is_one_line_that_says_what_is_allowed(capsys, arguments: list[str], says: str) -> None:
    assert says in refused(capsys, *arguments)


def test_list_prints_every_chapter_in_order(capsys) -> None:
    assert cli.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == [scene.id for scene in SCENES]


def test_the_chapters_of_the_command_line_are_those_of_the_game() -> None:
    assert tuple(scene.id for scene in SCENES) == cli.CHAPTERS


def test_every_option_is_read() -> None:
    args = cli.parser().parse_args(
        ["--scene", "demo", "--at", "1.5", "--seed", "7", "--size", "1024X768", "--lang", "en", "--fullscreen",
         "--speed", "2", "--frames", "10", "--theme", "contrast", "--text", "150", "--reduced-motion"])
    assert (args.scene, args.at, args.seed, args.size, args.lang) == ("demo", 1.5, 7, (1024, 768), "en")
    assert (args.fullscreen, args.speed, args.frames) == (True, 2.0, 10)
    assert (args.theme, args.text, args.reduced_motion) == ("contrast", "150", True)


def test_the_options_about_looks_reach_the_picture(tmp_path: Path) -> None:
    pictures = []
    for name, arguments in (("plain", []), ("contrast", ["--theme", "contrast"]), ("text", ["--text", "200"])):
        target = tmp_path / f"{name}.png"
        assert cli.main(["--shot", str(target), "--scene", "neuron", "--size", "800x450", *arguments]) == 0
        pictures.append(pygame.surfarray.array3d(pygame.image.load(str(target))))
    assert (pictures[0] != pictures[1]).any(axis=2).mean() > 0.5
    assert (pictures[0] != pictures[2]).any(axis=2).mean() > 0.02


@pytest.mark.parametrize("size", [(1280, 720), (540, 960)])
def test_a_shot_is_a_picture_of_that_size(tmp_path: Path, size: tuple[int, int]) -> None:
    target = tmp_path / "shot.png"
    arguments = ["--shot", str(target), "--scene", "neuron", "--at", "1.8", "--size", f"{size[0]}x{size[1]}"]
    assert cli.main(arguments) == 0
    assert pygame.image.load(str(target)).get_size() == size


@pytest.mark.parametrize("arguments", [["--shot", "there.png", "--size", "800x450"], ["--export", "no/where.py"]])
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "there.png").mkdir()
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert f"{arguments[1]} cannot be written" in done.stderr
    assert os.listdir(tmp_path) == ["there.png"]


def test_without_numpy_or_pygame_it_says_how_to_get_them() -> None:
    done = subprocess.run([sys.executable, "-S", str(ROOT / "main.py"), "--frames", "1"], cwd=ROOT, capture_output=True,
                          text=True, env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith("python -m pip install pygame-ce numpy\n")
    assert done.stderr.count("\n") == 1


def test_a_shot_without_any_display_variable_from_another_folder(tmp_path: Path) -> None:
    done = run("--shot", "x.png", "--scene", "neuron", "--size", "800x450", cwd=tmp_path, SDL_VIDEODRIVER=None,
               DISPLAY=None, WAYLAND_DISPLAY=None)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.png").stat().st_size > 10_000


def test_a_contact_sheet_shows_every_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = shots.picture
    monkeypatch.setattr(shots, "picture", lambda options: draw(options, seconds=0.05))
    target = tmp_path / "sheet.png"
    assert cli.main(["--contact-sheet", str(target), "--size", "800x450"]) == 0
    count = sum(len(scene.timeline.rests) for scene in SCENES)
    wide, tall = pygame.image.load(str(target)).get_size()
    assert wide * tall >= count * 640 * 360 * 0.9


def test_so_many_frames_and_a_good_end() -> None:
    done = run("--frames", "3", "--size", "800x450", "--scene", "neuron", "--speed", "2", "--seed", "1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_a_display_it_says_how_to_run_without_one() -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere there always is a display")
    done = run("--frames", "1", SDL_VIDEODRIVER=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1, done.stderr
    assert "SDL_VIDEODRIVER=dummy" in done.stderr
    assert "--shot" in done.stderr


def fake(folder: Path, name: str) -> None:
    """Pretend that a distribution is installed."""
    info = folder / f"{name.replace('-', '_')}-99.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99\n")


def test_two_pygames_are_reported_with_the_commands_that_mend_it(tmp_path: Path) -> None:
    fake(tmp_path, "pygame")
    fake(tmp_path, "pygame-ce")
    done = run("--frames", "1", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip uninstall -y pygame pygame-ce" in done.stderr
    assert "pip install pygame-ce" in done.stderr


def test_it_imports_nothing_heavy_to_refuse_an_argument() -> None:
    code = ("import sys\nfrom game.cli import main\ntry:\n    main(['--scene', 'x'])\nexcept SystemExit:\n    pass\n"
            "print('pygame' in sys.modules, 'numpy' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can be asked to end")
def test_a_program_that_is_asked_to_end_ends_well() -> None:
    code = ("import os, signal, sys, pygame\nfrom game.cli import main\n"
            "pygame.display.flip = lambda: os.kill(os.getpid(), signal.SIGTERM)\n"
            "sys.exit(main(['--scene', 'neuron', '--frames', '600']))")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60,
                          check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_the_help_names_the_seconds_that_are_waited_for() -> None:
    assert f"{SECONDS:g} if not given" in " ".join(cli.parser().format_help().split())
