#include "tests/cli/commandrun.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace espalier::test {

CommandRun run(const QStringList& arguments, const QStringList& environment)
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString& entry : environment) {
        variables.insert(entry.section(QLatin1Char('='), 0, 0), entry.section(QLatin1Char('='), 1));
    }
    QProcess process;
    process.setProcessEnvironment(variables);
    process.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier"), arguments);
    process.waitForFinished(200'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace espalier::test
