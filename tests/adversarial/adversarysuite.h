#pragma once

#include "core/evaluate/fixtures/fixture.h"
#include "core/evaluate/localevaluator.h"

#include <memory>
#include <string>
#include <vector>

namespace espalier::test {

/// One line of controls.txt.
struct Control
{
    std::string name; ///< controls/<name>.cpp
    std::string task;
    Candidate candidate;
};

/// In the file's order, which keeps a task's lines together; the program stops at a line it cannot read.
std::vector<Fixture> cheats();
std::vector<Control> controls();

/// Of resources/tasks, or of tests/adversarial/tasks.
Task suiteTask(const std::string& name);
/// Its plain kernel as a candidate.
Candidate seedOf(const Task& task);

/// Opens a task's evaluator and keeps it until another task is asked for: opening takes seconds. Little time for
/// timing, no vendor baselines, no diagnosis.
class Evaluators
{
public:
    LocalEvaluator& of(const std::string& task);
    Evaluation evaluate(const std::string& task, const Candidate& candidate);

private:
    std::string m_name;
    std::unique_ptr<LocalEvaluator> m_open;
};

} // namespace espalier::test
