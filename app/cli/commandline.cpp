#include "app/cli/commandline.h"

#include "app/cli/output.h"
#include "core/base/paths.h"

#include <cmath>

namespace espalier::cli {

CommandLine::CommandLine(const char* synopsis, const char* summary) : m_synopsis(synopsis)
{
    m_parser.setApplicationDescription(QString::fromUtf8(summary));
    flag("json", "Print one JSON document on standard output.");
    flag("help", "Show this help.");
    option("store", "DIR", "The store's folder; the user's data folder when absent.");
}

CommandLine& CommandLine::flag(const char* name, const char* help)
{
    m_parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromUtf8(help)));
    return *this;
}

CommandLine& CommandLine::option(const char* name, const char* value, const char* help, const char* fallback)
{
    m_parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromUtf8(help),
                                          QString::fromLatin1(value), QString::fromLatin1(fallback)));
    return *this;
}

Result<bool> CommandLine::parse(const QStringList& arguments, int least, int most)
{
    const std::string usage = "the usage is: espalier " + m_synopsis;
    if (!m_parser.parse(QStringList{QStringLiteral("espalier")} + arguments)) {
        std::string why = m_parser.errorText().toStdString();
        if (why.ends_with('.')) {
            why.pop_back();
        }
        return Error{ErrorKind::Usage, "cannot read the arguments", why, usage};
    }
    if (m_parser.isSet(QStringLiteral("help"))) {
        // Qt's own usage line names the program and lists nothing of ours; the synopsis replaces it.
        const QString text = m_parser.helpText();
        printLine("usage: espalier " + m_synopsis + "\n" + text.mid(text.indexOf(QLatin1Char('\n')) + 1).toStdString());
        return false;
    }
    if (positionals() < least || positionals() > most) {
        return Error{ErrorKind::Usage,
                     positionals() < least ? "an argument is missing" : "there are too many arguments", "", usage};
    }
    return true;
}

std::filesystem::path CommandLine::storeFolder() const
{
    const std::string given = text("store");
    return given.empty() ? defaultStoreFolder() : std::filesystem::absolute(given);
}

std::string CommandLine::text(const char* name) const
{
    return m_parser.value(QString::fromLatin1(name)).toStdString();
}

std::vector<std::string> CommandLine::texts(const char* name) const
{
    std::vector<std::string> values;
    for (const QString& value : m_parser.values(QString::fromLatin1(name))) {
        values.push_back(value.toStdString());
    }
    return values;
}

Result<int> CommandLine::integer(const char* name, int low, int high) const
{
    const Result<double> value = number(name, low, high);
    if (!value) {
        return value.error();
    }
    if (*value != std::floor(*value)) {
        return Error{ErrorKind::Usage, std::string("--") + name + " wants a whole number", "it got " + text(name), ""};
    }
    return static_cast<int>(*value);
}

Result<double> CommandLine::number(const char* name, double low, double high) const
{
    bool ok = false;
    const double value = m_parser.value(QString::fromLatin1(name)).toDouble(&ok);
    if (!ok || !(value >= low && value <= high)) {
        return Error{ErrorKind::Usage, std::string("--") + name + " wants a number", "it got \"" + text(name) + "\"",
                     "give one from " + QString::number(low).toStdString() + " to " +
                         QString::number(high).toStdString()};
    }
    return value;
}

std::string CommandLine::positional(int index) const
{
    return m_parser.positionalArguments().value(index).toStdString();
}

} // namespace espalier::cli
