#include "tests/widgets/steereddesk.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/models/eventlogmodel.h"
#include "widgets/panels/checkpane.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/lanespanel.h"
#include "widgets/panels/mixpopover.h"
#include "widgets/panels/policypopover.h"
#include "widgets/panels/steerbutton.h"
#include "widgets/panels/steerdesk.h"
#include "widgets/panels/steerdialog.h"
#include "widgets/panels/steeringdialog.h"
#include "widgets/panels/steeringlog.h"
#include "widgets/tree/treecanvas.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

/// The log of commands and the check of an edited kernel.
class TestSteeringLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logShowsWhatBecameOfEverything();
    void logTakesBackWhatIsChosenThere();
    void foreignTextInTheLogIsOneLine();
    void aCheckIsAskedForAndCancelled();
    void aClosedEditorEndsItsCheck();
    void pictures();
    void anEditThatWaitsEndsWithItsSession();
};

void TestSteeringLog::logShowsWhatBecameOfEverything()
{
    SteeredDesk desk;
    EventLogModel model(desk.window.live());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    desk.window.steering().issue(SteerVerb::Prune, 5);
    SteerCommand boost{SteerVerb::Boost, 6, 2, ""};
    boost.reason = "promising";
    desk.window.steering().issue(boost);
    desk.answer(std::nullopt);
    QCOMPARE(model.rowCount(), 2);
    const auto text = [&](int row, EventLogModel::Column column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, EventLogModel::Command), QStringLiteral("boost 6 2")); // the newest first
    QCOMPARE(text(0, EventLogModel::Reason), QStringLiteral("promising"));
    QCOMPARE(text(1, EventLogModel::State), QStringLiteral("pending"));
    QCOMPARE(text(1, EventLogModel::Step), QStringLiteral("–"));
    desk.answer(17);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(1, EventLogModel::State), QStringLiteral("applied"));
    QCOMPARE(text(1, EventLogModel::Step), QStringLiteral("17"));
    QCOMPARE(text(1, EventLogModel::Author), QStringLiteral("window"));
    desk.window.take(desk.demo.opening()); // another session
    QCOMPARE(model.rowCount(), 0);
}

void TestSteeringLog::logTakesBackWhatIsChosenThere()
{
    SteeredDesk desk;
    desk.window.steering().issue(SteerVerb::Boost, 6, 4);
    desk.window.steering().issue(SteerVerb::Boost, 6, 9);
    desk.window.steering().issue(SteerVerb::Prune, 5);
    desk.answer(3);
    desk.window.action(Do::SteeringLog)->trigger();
    auto* log = desk.window.findChild<SteeringLog*>();
    QVERIFY(log != nullptr && log->isVisible());
    log->table().selectRow(1); // the second boost
    log->takeBackSelected();
    QVERIFY(desk.commands.back().verb == SteerVerb::Boost && desk.commands.back().value == 4);
    QCOMPARE(desk.commands.back().undoes, std::int64_t{101});
    desk.answer(4);
    QCOMPARE(log->model().index(2, EventLogModel::State).data().toString(), QStringLiteral("taken back"));
    const std::size_t before = desk.commands.size();
    log->table().selectRow(2);
    log->takeBackSelected(); // it was already
    QCOMPARE(desk.commands.size(), before);
}

void TestSteeringLog::foreignTextInTheLogIsOneLine()
{
    SteeredDesk desk;
    FeedBatch batch = desk.demo.batch(0, 0);
    SteerCommand hint{SteerVerb::Hint, 5, 0, "a\nb\x1b[31m\xe2\x80\xae"};
    hint.reason = "<b>bold</b>\n\xff";
    batch.events = {{900, hint, "some\tone\n", 0, std::nullopt},
                    {901, {SteerVerb::Policy, {}, 0, "oracle"}, "x", 0, 3},
                    {902, {SteerVerb::Prune, 4'000'000, 0, ""}, "x", 0, 3}};
    desk.window.take(batch);
    EventLogModel model(desk.window.live());
    QCOMPARE(model.rowCount(), 3);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < EventLogModel::ColumnCount; ++column) {
            const QString shown = model.index(row, column).data().toString();
            QVERIFY(!shown.contains(QLatin1Char('\n')) && !shown.contains(QChar(0x1b)) &&
                    !shown.contains(QChar(0x202e)));
        }
    }
    QCOMPARE(desk.bar().policy().value(), QStringLiteral("uct")); // nonsense changes nothing
}

void TestSteeringLog::aCheckIsAskedForAndCancelled()
{
    SteeredDesk desk;
    std::vector<std::pair<quint64, Candidate>> asked;
    connect(&desk.window, &MainWindow::checkRequested, this,
            [&](quint64 check, const Candidate& candidate) { asked.emplace_back(check, candidate); });
    desk.window.selection().select(9);
    desk.window.action(Do::Edit)->trigger();
    QTRY_VERIFY(desk.window.findChild<EditDialog*>() != nullptr);
    auto* dialog = desk.window.findChild<EditDialog*>();
    dialog->editor().setCode(QStringLiteral("void rmsnorm() {}"));
    dialog->check();
    QCOMPARE(asked.size(), std::size_t(1));
    QCOMPARE(asked[0].second.source, std::string("void rmsnorm() {}"));
    desk.window.checkGoesOn(asked[0].first, QStringLiteral("building"));
    Evaluation wrong;
    wrong.verdict = Verdict::BuildFailed;
    wrong.reason = "it does not compile";
    wrong.build.log = "a.cpp:1: error: \x1b[31mno\n";
    desk.window.checkEnded(asked[0].first + 5, wrong); // of another check
    QVERIFY(dialog->isChecking());
    desk.window.checkEnded(asked[0].first, wrong);
    QVERIFY(!dialog->isChecking());
    QVERIFY(dialog->result().heading().contains(QStringLiteral("build failed")));
    QVERIFY(dialog->result().log().contains(QStringLiteral("error:")) && !dialog->result().log().contains(QChar(0x1b)));
    dialog->check();
    const quint64 second = asked.back().first;
    QVERIFY(second != asked[0].first);
    dialog->check(); // again: stop
    QCOMPARE(asked.back().first, quint64(0));
    const Evaluation fine = desk.demo.details(9)->evaluation;
    desk.window.checkEnded(second, fine); // too late
    QCOMPARE(dialog->result().heading(), QStringLiteral("Not checked"));
    dialog->check();
    desk.window.checkEnded(asked.back().first, fine);
    QVERIFY(dialog->result().heading().startsWith(QStringLiteral("accepted")) ||
            dialog->result().heading().contains(QStringLiteral("×")));
    QVERIFY(desk.commands.empty());
}

void TestSteeringLog::aClosedEditorEndsItsCheck()
{
    SteeredDesk desk;
    std::vector<quint64> asked;
    connect(&desk.window, &MainWindow::checkRequested, this, [&](quint64 check) { asked.push_back(check); });
    desk.window.selection().select(9);
    desk.window.action(Do::Edit)->trigger();
    QTRY_VERIFY(desk.window.findChild<EditDialog*>() != nullptr);
    auto* dialog = desk.window.findChild<EditDialog*>();
    dialog->check();
    dialog->reject();
    QCOMPARE(asked.back(), quint64(0));
    desk.window.checkEnded(1, {});
}

void TestSteeringLog::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    if (folder.isEmpty()) {
        return;
    }
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        applyTheme(*qApp, theme);
        SteeredDesk desk;
        const QString end = QStringLiteral("-%1-%2x.png").arg(theme).arg(desk.window.devicePixelRatioF());
        const auto shot = [&](QWidget* widget, const char* name) {
            QTest::qWait(300);
            QVERIFY(widget->grab().save(folder + QLatin1Char('/') + QString::fromLatin1(name) + end));
        };
        desk.window.resize(1440, 900);
        desk.window.steering().issue(SteerVerb::Focus, 6);
        desk.window.steering().issue(SteerCommand{SteerVerb::Veto, {}, 0, "simd-inner"});
        desk.window.steering().issue(SteerCommand{SteerVerb::PauseLane, {}, 0, "build"});
        desk.window.steering().issue(SteerVerb::Boost, 6, 4);
        desk.answer(17);
        SteerCommand policy{SteerVerb::Policy, {}, 0, "uct c=0.7"};
        policy.reason = "it hammers on one branch";
        desk.window.steering().issue(policy);
        desk.answer(std::nullopt);
        desk.window.selection().selectAll({4, 6, 9, 12, 15});
        shot(&desk.window, "steer");
        desk.bar().policy().button().click();
        shot(desk.window.findChild<PolicyPopover*>(), "policy");
        desk.window.findChild<PolicyPopover*>()->close();
        desk.bar().mix().button().click();
        shot(desk.window.findChild<MixPopover*>(), "mix");
        desk.window.findChild<MixPopover*>()->close();
        desk.window.action(Do::Budgets)->trigger();
        shot(desk.window.findChild<SteeringDialog*>(), "budgets");
        desk.window.findChild<SteeringDialog*>()->reject();
        desk.window.action(Do::SteeringLog)->trigger();
        desk.window.findChild<SteeringLog*>()->table().selectRow(1);
        shot(desk.window.findChild<SteeringLog*>(), "log");
        desk.window.action(Do::Expand)->trigger();
        shot(desk.window.findChild<SteerDialog*>(), "expand");
        desk.window.findChild<SteerDialog*>()->reject();
        desk.window.action(Do::Edit)->trigger();
        QTRY_VERIFY(desk.window.findChild<EditDialog*>() != nullptr);
        auto* editor = desk.window.findChild<EditDialog*>();
        editor->check();
        const auto best = desk.window.live().best();
        desk.window.checkEnded(1, desk.demo.details(*best)->evaluation);
        shot(editor, "edit");
        editor->reject();
    }
}

void TestSteeringLog::anEditThatWaitsEndsWithItsSession()
{
    MainWindow window;
    const DemoSession demo(40);
    window.take(demo.opening());
    window.show();
    window.selection().select(5);
    window.action(Do::Edit)->trigger(); // its source is on the way
    DemoSession other(40, 9);
    other.summary.id = demo.summary.id + 1;
    window.take(other.opening());
    window.details().put(window.details().generation(), 5, other.details(5));
    QVERIFY(window.findChild<EditDialog*>() == nullptr);
}

QTEST_MAIN(TestSteeringLog)
#include "tst_steeringlog.moc"
