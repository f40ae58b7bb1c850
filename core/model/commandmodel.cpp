#include "core/model/commandmodel.h"

#include "core/base/processtree.h"
#include "core/model/conversationtext.h"

#include <QProcess>

#include <csignal>
#include <unistd.h>

namespace espalier {
namespace {

constexpr int kGlance = 50;                  ///< ms between two looks at the stop token
constexpr qsizetype kLongestComplaint = 400; ///< bytes of standard error that are quoted

Error failed(const std::string& program, ErrorKind kind, const std::string& why, const std::string& todo)
{
    return {kind, "the command " + program + " gave no answer", why, todo};
}

/// A program that is killed with what it started, whatever way the scope is left.
class Child
{
public:
    explicit Child(const std::vector<std::string>& argv)
    {
        QStringList arguments;
        for (std::size_t i = 1; i < argv.size(); ++i) {
            arguments << QString::fromStdString(argv[i]);
        }
        process.setProgram(QString::fromStdString(argv.front()));
        process.setArguments(arguments);
        process.setChildProcessModifier([] { setpgid(0, 0); });
    }
    ~Child()
    {
        const auto pid = static_cast<pid_t>(process.processId());
        if (pid > 0) {
            killBelow(pid);
            kill(-pid, SIGKILL);
        }
        process.waitForFinished(kGlance * 20);
    }

    QProcess process;
};

std::string complaintOf(QProcess& process)
{
    const QByteArray said = process.readAllStandardError().trimmed();
    return said.isEmpty() ? std::string()
                          : ": " + QString::fromUtf8(said.right(kLongestComplaint)).simplified().toStdString();
}

} // namespace

Result<ModelReply> CommandModel::ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const
{
    const std::string& program = m_argv.front();
    Child child(m_argv);
    QProcess& process = child.process;
    process.start();
    if (!process.waitForStarted()) {
        return failed(program, ErrorKind::Machine, process.errorString().toStdString(),
                      "check that it is installed and may be run");
    }
    process.write(QByteArray::fromStdString(conversationText(request)));
    process.closeWriteChannel();
    const auto end = std::chrono::steady_clock::now() + m_patience;
    ModelReply reply;
    reply.model = program;
    while (process.state() != QProcess::NotRunning || process.bytesAvailable() > 0) {
        process.waitForReadyRead(kGlance);
        const QByteArray arrived = process.readAllStandardOutput();
        reply.text.append(arrived.constData(), static_cast<std::size_t>(arrived.size()));
        if (onText && !arrived.isEmpty()) {
            onText({arrived.constData(), static_cast<std::size_t>(arrived.size())});
        }
        if (stop.stop_requested()) {
            return failed(program, ErrorKind::Interrupted, "it was stopped", "resume the search");
        }
        if (reply.text.size() > kLongestReply) {
            return failed(program, ErrorKind::Answer, "it wrote more than 2 MiB", "let it print the answer alone");
        }
        if (std::chrono::steady_clock::now() > end) {
            return failed(program, ErrorKind::Answer,
                          "it was not done after " + std::to_string(m_patience.count()) + " s", "let it answer sooner");
        }
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const std::string how = process.exitStatus() == QProcess::NormalExit
                                    ? "it ended with code " + std::to_string(process.exitCode())
                                    : std::string("it crashed");
        return failed(program, ErrorKind::Answer, how + complaintOf(process),
                      "run it by hand with a prompt to see why");
    }
    return reply;
}

} // namespace espalier
