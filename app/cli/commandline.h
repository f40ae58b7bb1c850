#pragma once

#include "core/base/result.h"

#include <QCommandLineParser>
#include <QStringList>

#include <filesystem>
#include <string>
#include <vector>

namespace espalier::cli {

/// The arguments of one command: its own options plus --json, --store DIR and --help, which every command has.
class CommandLine
{
public:
    /// `synopsis` is what follows "espalier" in the usage line.
    CommandLine(const char* synopsis, const char* summary);

    CommandLine& flag(const char* name, const char* help);
    /// The default is shown in the help and used when the option is absent.
    CommandLine& option(const char* name, const char* value, const char* help, const char* fallback = "");

    /// Refuses unknown options and a number of positional arguments outside [least, most]. False when --help was asked
    /// for and shown: the command has nothing more to do.
    Result<bool> parse(const QStringList& arguments, int least, int most);

    bool json() const { return m_parser.isSet(QStringLiteral("json")); }
    std::filesystem::path storeFolder() const;

    bool isSet(const char* name) const { return m_parser.isSet(QString::fromLatin1(name)); }
    std::string text(const char* name) const;
    /// Every value of an option that may be given several times.
    std::vector<std::string> texts(const char* name) const;
    /// A whole number in [low, high], or an error naming the option.
    Result<int> integer(const char* name, int low, int high) const;
    Result<double> number(const char* name, double low, double high) const;

    int positionals() const { return static_cast<int>(m_parser.positionalArguments().size()); }
    /// Empty when absent.
    std::string positional(int index) const;

private:
    QCommandLineParser m_parser;
    std::string m_synopsis;
};

} // namespace espalier::cli
