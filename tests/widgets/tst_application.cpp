// What joins window, store and launcher: what the window asks for is what is started.
#include "app/gui/application.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/temporaryfolder.h"
#include "tests/widgets/demosession.h"
#include "widgets/common/flatbutton.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/review/reviewpage.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

#include <vector>

using namespace espalier;
using namespace espalier::test;

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

    /// Drops a file or folder into the middle of the window.
    void drop(const std::filesystem::path& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        MainWindow& window = gui.window();
        const QPoint middle = window.rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }
    QString status() { return gui.window().findChild<QLabel*>(QStringLiteral("status"))->text(); }

    TemporaryFolder folder;
    FakeLauncher* launcher; ///< owned by gui
    GuiApplication gui;
};

} // namespace

class TestApplication : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sanitizersRunWhenTheReviewAsks();
    void startedSearchHasTheAskedTarget();
    void aDroppedTaskIsASearchOnIt();
    void aDroppedSourceNeedsANode();
    void aDroppedSourceOfAnotherLanguageIsRefused();
    void aDroppedRunIsASession();
    void aFileIsChosenInADialog();
    void whatIsNothingIsSaid();
    void sandboxQuestionRunsNothingByDefault();
    void sandboxQuestionRunsUnconfinedWhenTold();
};

void TestApplication::sanitizersRunWhenTheReviewAsks()
{
    Program program;
    Store store = *Store::open(program.folder.path());
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.taskFolder = ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm";
    const SessionId session = *store.createSession(settings);
    Candidate candidate;
    candidate.source = "#include <cstdint>\nvoid rmsnorm(const float* x, const float*, float* y, int64_t rows, int64_t "
                       "cols)\n{\n    for (int64_t i = 0; i < rows * cols; ++i) y[i] = x[i];\n}\n";
    NodeInsert insert;
    insert.candidateObject = toObject(candidate);
    insert.node.artefact = sha256(insert.candidateObject);
    insert.node.verdict = insert.evaluation.verdict = Verdict::Accepted;
    QVERIFY(bool(store.insertNode(session, insert)));
    program.gui.open({});
    MainWindow& window = program.gui.window();
    QTRY_COMPARE(window.live().graph().size(), std::size_t(1));
    window.selection().select(0);
    window.inspector().setTab(Inspector::ReviewTab);
    FlatButton& button = window.inspector().review().sanitizeButton();
    QTRY_VERIFY(button.isVisible());
    button.click();
    QVERIFY(!button.isEnabled());
    const Reviews& reviews = window.live().reviews();
    QTRY_VERIFY_WITH_TIMEOUT(reviews.of(0).sanitized.has_value(), 90000);
    QCOMPARE(reviews.of(0).sanitized->finding, std::string());
    QTRY_VERIFY(!button.isVisible()); // there is an answer now
}

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

void TestApplication::aDroppedTaskIsASearchOnIt()
{
    for (const char* place : {"/resources/tasks/rmsnorm", "/resources/tasks/rmsnorm/task.json"}) {
        Program program;
        program.drop(ESPALIER_SOURCE_DIR + std::string(place));
        auto* dialog = program.gui.window().findChild<NewSearchDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QCOMPARE(dialog->request().task, QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm"));
    }
}

void TestApplication::aDroppedSourceNeedsANode()
{
    Program program;
    const std::filesystem::path file = ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cpp";
    program.drop(file);
    QVERIFY(program.status().startsWith(QStringLiteral("Select the node")));
    const DemoSession demo(20);
    program.gui.window().take(demo.opening());
    program.gui.window().selection().select(7);
    program.drop(file);
    QVERIFY(program.gui.window().findChild<EditDialog*>() == nullptr); // until the node's own options are here
    program.gui.window().details().put(program.gui.window().details().generation(), 7, demo.details(7));
    auto* editor = program.gui.window().findChild<EditDialog*>();
    QVERIFY(editor != nullptr && editor->isVisible());
    QCOMPARE(editor->candidate().source, *readFile(file));
    QCOMPARE(editor->candidate().options, demo.details(7)->candidate.options);
}

void TestApplication::aDroppedRunIsASession()
{
    Program program;
    const std::filesystem::path programs = program.folder.path() / "checkpoint_5" / "programs";
    std::filesystem::create_directories(programs);
    QVERIFY(writeFileAtomic(programs / "a.json",
                            R"({"id": "a", "code": "x = 1", "language": "python", "parent_id": null,
                                "timestamp": 1, "metrics": {"combined_score": 0.5}})"));
    program.gui.open({});
    program.drop(programs.parent_path());
    QVERIFY(program.status().startsWith(QStringLiteral("Reading ")));
    QTRY_COMPARE(program.gui.window().live().session().title, QStringLiteral("checkpoint_5"));
    QCOMPARE(program.gui.window().live().graph().size(), std::size_t(1));
    QTRY_VERIFY(program.status().startsWith(QStringLiteral("1 program of OpenEvolve's run checkpoint_5 is session")));
}

void TestApplication::aFileIsChosenInADialog()
{
    Program program;
    program.gui.window().action(Do::Open)->trigger();
    auto* dialog = program.gui.window().findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    Q_EMIT dialog->fileSelected(QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/task.json"));
    QVERIFY(program.gui.window().findChild<NewSearchDialog*>() != nullptr);
}

void TestApplication::aDroppedSourceOfAnotherLanguageIsRefused()
{
    Program program;
    const DemoSession demo(20);
    MainWindow& window = program.gui.window();
    window.take(demo.opening());
    window.selection().select(7);
    window.details().put(window.details().generation(), 7, demo.details(7));
    program.drop(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cl");
    QVERIFY(window.findChild<EditDialog*>() == nullptr);
    QCOMPARE(program.status(), QStringLiteral("The file is in OpenCL C and the node in C++; select a node of a session "
                                              "for that language."));
}

void TestApplication::whatIsNothingIsSaid()
{
    Program program;
    program.gui.open({});
    QVERIFY(writeFileAtomic(program.folder.path() / "notes.txt", "nothing of the kind"));
    program.drop(program.folder.path() / "notes.txt");
    QTRY_VERIFY(program.status().contains(QStringLiteral("notes.txt cannot be opened")));
    program.drop(program.folder.path() / "notes.txt");
    QVERIFY(program.status().startsWith(QStringLiteral("Reading "))); // and the same answer is given again
    QTRY_VERIFY(program.status().contains(QStringLiteral("notes.txt cannot be opened")));
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
