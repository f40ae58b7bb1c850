// A search that prints each node once it is recorded, to be killed at any moment: search-victim FOLDER SESSION.
#include "fakes.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace espalier;

int main(int argc, char** argv)
{
    if (argc != 3) {
        return 2;
    }
    const SystemClock clock;
    FakeEvaluator evaluator(0.001);
    const FakeSynthesizer synthesizer;
    const SkillLibrary skills;
    SearchObserver observer;
    observer.recorded = [](const Node& node) { dprintf(STDOUT_FILENO, "%u %s\n", node.number, node.artefact.c_str()); };
    SearchController controller(std::atoll(argv[2]),
                                {argv[1],
                                 std::make_shared<Task>(),
                                 candidateOfSpeed(0.5, "seed"),
                                 evaluator,
                                 synthesizer,
                                 skills,
                                 clock,
                                 "victim",
                                 {}},
                                observer);
    if (const auto started = controller.start(); !started) {
        std::fprintf(stderr, "%s\n", started.error().sentence().c_str());
        return 3;
    }
    const auto summary = controller.wait();
    if (!summary) {
        std::fprintf(stderr, "%s\n", summary.error().sentence().c_str());
        return 3;
    }
    return 0;
}
