#include "app/gui/examples.h"
#include "core/base/file.h"
#include "tests/widgets/demosession.h"
#include "widgets/common/flatbutton.h"
#include "widgets/mainwindow.h"

#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace fs = std::filesystem;

namespace {

FlatButton* buttonNamed(QWidget& page, const QString& text)
{
    for (FlatButton* button : page.findChildren<FlatButton*>()) {
        if (button->text() == text) {
            return button;
        }
    }
    return nullptr;
}

bool hasLabel(QWidget& page, const QString& part)
{
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        if (label->text().contains(part)) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestWelcome : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itStandsWhereNoSessionIsOpen();
    void sessionsAndExamplesAreClicked();
    void theMachineSaysWhatRuns();
    void examplesAreFoundAndCopiedOnce();
    void linksStayWhileASearchRuns();
};

void TestWelcome::itStandsWhereNoSessionIsOpen()
{
    MainWindow window;
    window.show();
    auto* page = window.findChild<QWidget*>(QStringLiteral("welcome"));
    QVERIFY(page && page->isVisible());
    const DemoSession demo(20);
    window.take(demo.opening());
    QVERIFY(!page->isVisible());
    window.action(Do::Welcome)->trigger();
    QVERIFY(page->isVisible());
}

void TestWelcome::sessionsAndExamplesAreClicked()
{
    MainWindow window;
    window.show();
    QWidget& page = *window.findChild<QWidget*>(QStringLiteral("welcome"));
    QVERIFY(hasLabel(page, QStringLiteral("None yet")));
    const DemoSession demo(20);
    window.setSessions(demo.sessions());
    QVERIFY(!hasLabel(page, QStringLiteral("None yet")));
    const SessionSummary first = demo.sessions().front();
    QSignalSpy chosen(&window, &MainWindow::sessionChosen);
    FlatButton* button = buttonNamed(page, first.title);
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toLongLong(), qlonglong(first.id));
    window.setExamples({{QStringLiteral("<b>H200</b>"), QStringLiteral("Six tasks."), QStringLiteral("/somewhere")}});
    QSignalSpy example(&window, &MainWindow::exampleChosen);
    QTest::mouseClick(buttonNamed(page, QStringLiteral("<b>H200</b>")), Qt::LeftButton);
    QCOMPARE(example.size(), 1);
    QCOMPARE(example.front().front().toString(), QStringLiteral("/somewhere"));
}

void TestWelcome::theMachineSaysWhatRuns()
{
    MainWindow window;
    window.setTargets(
        {{QStringLiteral("cpu"), {}}, {QStringLiteral("cuda"), QStringLiteral("there is no NVIDIA driver")}});
    QWidget& page = *window.findChild<QWidget*>(QStringLiteral("welcome"));
    QVERIFY(hasLabel(page, QStringLiteral("✓ cpu")));
    QVERIFY(hasLabel(page, QStringLiteral("– cuda")));
    QVERIFY(hasLabel(page, QStringLiteral("there is no NVIDIA driver")));
}

void TestWelcome::examplesAreFoundAndCopiedOnce()
{
    QTemporaryDir place;
    const fs::path root = place.path().toStdString();
    for (const char* name : {"good", "damaged", "nostore"}) {
        fs::create_directories(root / "examples" / name / "objects");
    }
    QVERIFY(writeFileAtomic(root / "examples/good/about.json", R"({"title": "Good", "summary": "One."})"));
    QVERIFY(writeFileAtomic(root / "examples/good/espalier.db", "store"));
    QVERIFY(writeFileAtomic(root / "examples/damaged/about.json", "{\"title\": "));
    QVERIFY(writeFileAtomic(root / "examples/damaged/espalier.db", "store"));
    QVERIFY(writeFileAtomic(root / "examples/nostore/about.json", R"({"title": "None", "summary": "None."})"));
    const std::vector<Example> examples = readExamples(root / "examples");
    QCOMPARE(examples.size(), std::size_t(1));
    QCOMPARE(examples.front().title, QStringLiteral("Good"));
    QVERIFY(readExamples(root / "nowhere").empty());
    const auto copy = copyOfExample(root / "examples/good", root / "mine");
    QVERIFY(copy);
    QVERIFY(fs::exists(*copy / "objects"));
    QVERIFY(writeFileAtomic(*copy / "espalier.db", "steered since"));
    QVERIFY(copyOfExample(root / "examples/good", root / "mine"));
    QCOMPARE(*readFile(*copy / "espalier.db", 100), std::string("steered since"));
    QVERIFY(!copyOfExample(root / "examples/nothing", root / "mine"));
}

void TestWelcome::linksStayWhileASearchRuns()
{
    MainWindow window;
    window.show();
    QWidget& page = *window.findChild<QWidget*>(QStringLiteral("welcome"));
    const DemoSession demo(20);
    std::vector<SessionSummary> sessions = demo.sessions();
    window.setSessions(sessions);
    const QPointer<FlatButton> link = buttonNamed(page, sessions.front().title);
    QVERIFY(link);
    sessions.front().nodes += 1;
    sessions.front().bestSpeedup = 77.5;
    window.setSessions(sessions);
    QVERIFY(link);
    QVERIFY(hasLabel(page, QStringLiteral("77.5×")));
}

QTEST_MAIN(TestWelcome)
#include "tst_welcome.moc"
