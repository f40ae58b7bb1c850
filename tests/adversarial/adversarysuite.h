#pragma once

#include "core/evaluate/fixtures/fixture.h"
#include "core/evaluate/fixtures/taskevaluators.h"

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

/// The suite's tasks, with little time for timing and no diagnosis; the program stops where a task cannot be opened.
class Evaluators
{
public:
    Evaluators();
    Evaluation evaluate(const std::string& task, const Candidate& candidate);

private:
    TaskEvaluators m_evaluators;
};

} // namespace espalier::test
