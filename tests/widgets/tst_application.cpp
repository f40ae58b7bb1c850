// What joins window, store and launcher: what the window asks for is what is started.
#include "core/base/file.h"
#include "tests/widgets/demosession.h"
#include "tests/widgets/runningprogram.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/newsearchdialog.h"

#include <QFileDialog>
#include <QPushButton>
#include <QSignalSpy>

using namespace espalier;
using namespace espalier::test;

class TestApplication : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sanitizersRunWhenTheReviewAsks();
    void startedSearchHasTheAskedTarget();
    void aDroppedTaskIsASearchOnIt();
    void aDroppedSourceNeedsANode();
    void aDroppedSourceOfAnotherLanguageIsRefused();
    void aDroppedSourceThatIsEmptyIsRefused();
    void aDroppedLinkIsFollowed();
    void aDroppedRunIsASession();
    void aFileIsChosenInADialog();
    void whatIsNothingIsSaid();
    void sandboxQuestionRunsNothingByDefault();
    void sandboxQuestionRunsUnconfinedWhenTold();
};

void TestApplication::sanitizersRunWhenTheReviewAsks()
{
    Program program;
    openReview(program);
    MainWindow& window = program.gui.window();
    FlatButton& button = window.inspector().review().sanitizeButton();
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
    openReview(program); // opening is over: it takes the newest session, which might be the one that is dropped
    program.drop(checkpoint(program));
    QVERIFY(program.status().startsWith(QStringLiteral("Reading ")));
    QTRY_COMPARE(program.gui.window().live().session().title, QStringLiteral("checkpoint_5"));
    QCOMPARE(program.gui.window().live().graph().size(), std::size_t(1));
    QTRY_VERIFY(program.status().startsWith(QStringLiteral("1 program of OpenEvolve's run checkpoint_5 is session")));
}

void TestApplication::aDroppedSourceThatIsEmptyIsRefused()
{
    Program program;
    const DemoSession demo(20);
    MainWindow& window = program.gui.window();
    window.take(demo.opening());
    window.selection().select(7);
    window.details().put(window.details().generation(), 7, demo.details(7));
    QVERIFY(writeFileAtomic(program.folder.path() / "empty.cpp", ""));
    program.drop(program.folder.path() / "empty.cpp");
    QVERIFY(window.findChild<EditDialog*>() == nullptr); // it would show the node's own source as if it were the file's
    QVERIFY(program.status().endsWith(QStringLiteral("empty.cpp is empty.")));
}

void TestApplication::aDroppedLinkIsFollowed()
{
    Program program;
    QSignalSpy followed(&program.gui, &GuiApplication::linkFollowed);
    const std::filesystem::path file = program.folder.path() / "there.espalier";
    QVERIFY(writeFileAtomic(file, "not a link"));
    program.drop(file);
    QVERIFY(followed.isEmpty());
    QVERIFY2(program.status().startsWith(QStringLiteral("the link cannot be followed")), qPrintable(program.status()));
    QVERIFY(bool(Store::open(program.folder.path())));
    QVERIFY(writeFileAtomic(file, toJson(SessionLink{program.folder.path(), 3, 5})));
    program.drop(file);
    QCOMPARE(followed.size(), 1);
    QCOMPARE(followed.front().front().value<SessionLink>().session, SessionId(3));
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
