#include "app/cli/command.h"
#include "app/cli/output.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using espalier::cli::Command;
using espalier::cli::commands;

void printUsage(std::FILE* stream)
{
    std::fprintf(stream, "usage: espalier COMMAND [arguments]\n\n");
    for (const Command& command : commands()) {
        std::fprintf(stream, "  %-10s %s\n", command.name, command.summary);
    }
    std::fprintf(
        stream,
        "\nespalier COMMAND --help shows a command's options. With --json a command prints one document on\n"
        "standard output. Exit codes: 0 done, 1 the answer is no, 2 usage, 3 this machine cannot, 4 interrupted,\n"
        "5 nothing confines candidates here.\n");
}

int report(const espalier::Error& error, bool json)
{
    std::fprintf(stderr, "espalier: %s\n", espalier::cli::printable(error.sentence()).c_str());
    if (json) {
        espalier::cli::printJson({{"error", {{"what", error.what}, {"why", error.why}, {"todo", error.todo}}}});
    }
    return static_cast<int>(error.kind);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier"));
    QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty() || arguments.first() == QLatin1String("--help") ||
        arguments.first() == QLatin1String("help")) {
        printUsage(arguments.isEmpty() ? stderr : stdout);
        return arguments.isEmpty() ? 2 : 0;
    }
    if (arguments.first() == QLatin1String("--version")) {
        std::printf("espalier %s\n", ESPALIER_VERSION);
        return 0;
    }
    const std::string name = arguments.takeFirst().toStdString();
    const auto command = std::ranges::find_if(commands(), [&](const Command& c) { return c.name == name; });
    if (command == commands().end()) {
        std::fprintf(stderr, "espalier: there is no command \"%s\"; espalier --help lists them.\n",
                     espalier::cli::printable(name).c_str());
        return 2;
    }
    const espalier::Result<int> outcome = command->run(arguments);
    return outcome ? *outcome : report(outcome.error(), arguments.contains(QLatin1String("--json")));
}
