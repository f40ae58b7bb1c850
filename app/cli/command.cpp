#include "app/cli/command.h"

#include <array>

namespace espalier::cli {

std::span<const Command> commands()
{
    static constexpr std::array<Command, 19> kCommands{{
        {"doctor", "what runs here, what does not and why, what to install", runDoctor},
        {"demo", "a short search with the embedded rules, shown", runDemo},
        {"tasks", "list the tasks, show one, or check a task folder", runTasks},
        {"search", "search for a faster kernel for a task", runSearch},
        {"resume", "go on with a session", runResume},
        {"derive", "start a new session rooted at a node", runDerive},
        {"sessions", "list the sessions of the store", runSessions},
        {"tree", "print the search tree of a session", runTree},
        {"show", "show one node: source, verdict, timings, diagnosis", runShow},
        {"diff", "compare two nodes: source and figures", runDiff},
        {"evaluate", "judge one source file", runEvaluate},
        {"profile", "read a kernel's hardware counters, or a profiler's file", runProfile},
        {"steer", "prune, pin, boost, expand, hint, … in a session", runSteer},
        {"review", "a node's checklist, comments and approval", runReview},
        {"import", "make tasks of KernelBench problems", runImport},
        {"export", "hand over a kernel as patch, bundle or report; training data", runExport},
        {"mcp", "serve a coding agent: tasks, judge, trees, knowledge", runMcp},
        {"kb", "find what the search knows; look over a knowledge base", runKb},
        {"bench", "measure Espalier itself", runBench},
    }};
    return kCommands;
}

} // namespace espalier::cli
