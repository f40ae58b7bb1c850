#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <span>

namespace espalier::cli {

/// One word after `espalier`. run() gets what follows the word and returns the exit code, or an error whose kind is
/// one.
struct Command
{
    const char* name;
    const char* summary;
    Result<int> (*run)(const QStringList& arguments);
};

/// Every command, in the order of the help.
std::span<const Command> commands();

Result<int> runDoctor(const QStringList& arguments);
Result<int> runDemo(const QStringList& arguments);
Result<int> runTasks(const QStringList& arguments);
Result<int> runSearch(const QStringList& arguments);
Result<int> runResume(const QStringList& arguments);
Result<int> runDerive(const QStringList& arguments);
Result<int> runSessions(const QStringList& arguments);
Result<int> runTree(const QStringList& arguments);
Result<int> runShow(const QStringList& arguments);
Result<int> runDiff(const QStringList& arguments);
Result<int> runEvaluate(const QStringList& arguments);
Result<int> runProfile(const QStringList& arguments);
Result<int> runSteer(const QStringList& arguments);
Result<int> runReview(const QStringList& arguments);
Result<int> runImport(const QStringList& arguments);
Result<int> runExport(const QStringList& arguments);
Result<int> runMcp(const QStringList& arguments);
Result<int> runKb(const QStringList& arguments);
Result<int> runBench(const QStringList& arguments);

class CommandLine;
/// `bench aa`: how often the judge calls identical kernels different, and how often it sees a true 3 %.
Result<int> benchAa(const CommandLine& line);
Result<int> benchRepeat(const CommandLine& line);

} // namespace espalier::cli
