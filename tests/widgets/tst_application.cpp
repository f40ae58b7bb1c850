// What joins window, store and launcher: what the window asks for is what is started.
#include "app/gui/application.h"
#include "core/base/temporaryfolder.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include <vector>

using namespace espalier;

namespace {

/// Starts nothing and remembers what it was asked for.
class FakeLauncher final : public SearchLauncher
{
    Q_OBJECT
public:
    void start(const SessionSettings& settings) override { searches.push_back(settings); }
    void resume(SessionId, int) override {}
    void stop() override {}
    void repeatUnsandboxed() override { ++repeated; }
    bool isRunning() const override { return false; }

    std::vector<SessionSettings> searches;
    int repeated = 0;
};

struct Program
{
    Program() : launcher(new FakeLauncher), gui(folder.path(), std::unique_ptr<SearchLauncher>(launcher))
    {
        gui.window().show();
    }

    QMessageBox& question()
    {
        Q_EMIT launcher->unsandboxed(QStringLiteral(
            "nothing on this machine confines a kernel that is tried out: neither bubblewrap nor namespaces, Landlock "
            "or a system-call filter took hold: bwrap is not installed; install bubblewrap, or allow it with "
            "--allow-unsandboxed if you trust every candidate with your files."));
        return *gui.window().findChild<QMessageBox*>();
    }

    TemporaryFolder folder;
    FakeLauncher* launcher; ///< owned by gui
    GuiApplication gui;
};

} // namespace

class TestApplication : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startedSearchHasTheAskedTarget();
    void sandboxQuestionRunsNothingByDefault();
    void sandboxQuestionRunsUnconfinedWhenTold();
};

void TestApplication::startedSearchHasTheAskedTarget()
{
    Program program;
    SearchRequest request;
    request.task = QStringLiteral("rmsnorm");
    request.target = QStringLiteral("opencl");
    Q_EMIT program.gui.window().searchRequested(request);
    QCOMPARE(program.launcher->searches.size(), std::size_t(1));
    QCOMPARE(program.launcher->searches[0].task, std::string("rmsnorm"));
    QCOMPARE(program.launcher->searches[0].target, std::string("opencl"));
}

void TestApplication::sandboxQuestionRunsNothingByDefault()
{
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
        Program program;
        QMessageBox& question = program.question();
        QVERIFY(question.isVisible());
        QVERIFY(question.informativeText().contains(QStringLiteral("bwrap is not installed")));
        if (const QString folder = qEnvironmentVariable("ESPALIER_SHOTS"); !folder.isEmpty()) {
            QTest::qWait(200);
            QVERIFY(question.grab().save(folder + QStringLiteral("/sandbox-question.png")));
        }
        QTest::keyClick(&question, key);
        QTRY_VERIFY(program.gui.window().findChild<QMessageBox*>() == nullptr);
        QCOMPARE(program.launcher->repeated, 0);
    }
}

void TestApplication::sandboxQuestionRunsUnconfinedWhenTold()
{
    Program program;
    QMessageBox& question = program.question();
    for (QAbstractButton* button : question.buttons()) {
        if (question.buttonRole(button) == QMessageBox::AcceptRole) {
            button->click();
        }
    }
    QCOMPARE(program.launcher->repeated, 1);
}

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
