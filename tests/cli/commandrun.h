#pragma once

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace espalier::test {

/// What one run of the espalier program gave.
struct CommandRun
{
    int exitCode = -1;
    QString out;
    QString err;

    /// The one document of --json; discarded() when standard output is anything else.
    nlohmann::json json() const { return nlohmann::json::parse(out.toStdString(), nullptr, false); }
};

/// Runs espalier to its end; `environment` entries are NAME=VALUE.
CommandRun run(const QStringList& arguments, const QStringList& environment = {});

} // namespace espalier::test
