"""Counts the launches of Triton kernels: a candidate that leaves all of its work to torch is none."""


def _choose_the_first():
    """Without a device there is nothing to try configurations on: an autotuned kernel runs with its first."""
    from triton.runtime.autotuner import Autotuner

    Autotuner._bench = lambda self, *arguments, **named: [1.0, 1.0, 1.0]


class Launches:
    def __init__(self, interpreted):
        self._count = count = [0]
        if interpreted:
            from triton.runtime.interpreter import GridExecutor as launcher

            name = "__call__"
            _choose_the_first()
        else:
            from triton.runtime.jit import JITFunction as launcher

            name = "run"
        run = getattr(launcher, name)

        def counted(*arguments, **named):
            count[0] += 1
            return run(*arguments, **named)

        setattr(launcher, name, counted)

    def number(self):
        return self._count[0]
