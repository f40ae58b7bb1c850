// What a person does with the window, with a real search behind it: every step is a click or a key, every wait is for
// something the window shows.
#include "app/gui/application.h"
#include "app/gui/runnerlauncher.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/tree/treecanvas.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

#include <algorithm>

using namespace espalier;

namespace {

constexpr int kSteps = 6;
constexpr int kLongMs = 60'000; // for compilers and timings on a busy machine; never waited out when all is well

/// The program's window on a store, as main() puts it together.
struct Program
{
    explicit Program(const std::filesystem::path& store) : gui(store, std::make_unique<RunnerLauncher>(store))
    {
        gui.window().show();
        gui.open({});
    }

    MainWindow& window() { return gui.window(); }
    TreeCanvas& canvas() { return gui.window().canvas(); }
    const LiveGraph& live() { return gui.window().live(); }
    std::size_t nodes() { return live().graph().size(); }
    QString state() { return live().session().state; }

    /// Clicks the button that stands for an action.
    void press(Do id)
    {
        for (FlatButton* button : window().findChildren<FlatButton*>()) {
            if (button->defaultAction() == window().action(id) && button->isVisible() && button->isEnabled()) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL("the window shows no button for it");
    }

    /// The first node below the seed that is in sight and not folded away.
    std::optional<NodeNumber> childInSight()
    {
        for (NodeNumber n = 1; n < nodes(); ++n) {
            const auto item = canvas().itemAt(canvas().viewportRect(n).center());
            if (item && item->kind == TreeItem::Kind::Node && item->node == n) {
                return n;
            }
        }
        return std::nullopt;
    }

    GuiApplication gui;
};

void typeNumber(QSpinBox* box, int number)
{
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::number(number));
    QTest::keyClick(box, Qt::Key_Tab);
}

void startSearch(Program& program)
{
    QTest::keyClick(&program.window(), Qt::Key_N, Qt::ControlModifier);
    auto* dialog = program.window().findChild<NewSearchDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* task = dialog->findChild<QComboBox*>(QStringLiteral("task"));
    task->setFocus();
    QTest::keyClicks(task, QStringLiteral("map_id"));
    QCOMPARE(task->currentText(), QStringLiteral("map_id"));
    typeNumber(dialog->findChild<QSpinBox*>(QStringLiteral("steps")), kSteps);
    typeNumber(dialog->findChild<QSpinBox*>(QStringLiteral("workers")), 1);
    for (QAbstractButton* button : dialog->findChild<QDialogButtonBox*>()->buttons()) {
        if (static_cast<QPushButton*>(button)->isDefault()) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(!dialog->isVisible());
    // What a window manager does when a dialog goes, and the offscreen platform leaves out; keys need it.
    program.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&program.window()));
}

bool showsLabel(const QWidget& parent, const QString& start)
{
    const auto labels = parent.findChildren<QLabel*>();
    return std::ranges::any_of(
        labels, [&](const QLabel* label) { return label->isVisible() && label->text().startsWith(start); });
}

void selectAndRead(Program& program, NodeNumber node)
{
    const QPoint at = program.canvas().viewportRect(node).center();
    QTest::mouseClick(program.canvas().viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(program.window().selection().node(), std::optional(node));
    Inspector& inspector = program.window().inspector();
    QVERIFY(inspector.headingText().startsWith(QStringLiteral("#%1 ").arg(node)));
    auto* tabs = inspector.findChild<QTabBar*>();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(Inspector::SourceTab).center());
    QTRY_VERIFY(inspector.source().isVisible() && inspector.source().code().contains(QStringLiteral("map_id")));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(Inspector::DiffTab).center());
    QVERIFY(inspector.diffPane().isVisible());
    const NodeNumber parent = *program.live().graph().parent(node);
    QTRY_VERIFY(inspector.diffPane().headingText().contains(QStringLiteral("→ #%1").arg(node)));
    QVERIFY(inspector.diffPane().headingText().startsWith(QStringLiteral("#%1").arg(parent)));
    // A child differs from its parent in its source or in how it is built, and a build option starts with a sign.
    QVERIFY(!inspector.diffPane().view().diff().isEmpty() ||
            showsLabel(inspector.diffPane(), QStringLiteral("+\u00a0-")));
}

/// The search answers commands while it is paused, and grows nothing in between.
void pauseSteerAndStop(Program& program)
{
    program.press(Do::Pause);
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QStringLiteral("paused"), kLongMs);
    QTRY_VERIFY(program.live().inFlight().empty());
    const std::size_t before = program.nodes();
    QVERIFY(before < kSteps);
    QTRY_VERIFY(program.childInSight().has_value());
    const NodeNumber node = *program.childInSight();
    selectAndRead(program, node);
    const auto settled = [&] { return !program.live().isPending(node); };
    QTest::keyClick(&program.canvas(), Qt::Key_P);
    QTRY_VERIFY_WITH_TIMEOUT(program.live().graph().state(node).pruned && settled(), kLongMs);
    QTest::keyClick(&program.canvas(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!program.live().graph().state(node).pruned && settled(), kLongMs);
    QCOMPARE(program.nodes(), before);
    QCOMPARE(program.state(), QStringLiteral("paused"));
    program.press(Do::Stop);
    QTRY_VERIFY_WITH_TIMEOUT(program.live().session().holder.isEmpty(), kLongMs);
    QCOMPARE(program.state(), QStringLiteral("interrupted"));
    QCOMPARE(program.nodes(), before);
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void searchIsStartedSteeredStoppedAndResumed();
};

void TestWindow::searchIsStartedSteeredStoppedAndResumed()
{
    const TemporaryFolder folder;
    std::size_t stoppedAt = 0;
    {
        Program program(folder.path());
        QVERIFY(QTest::qWaitForWindowActive(&program.window()));
        startSearch(program);
        QTRY_VERIFY_WITH_TIMEOUT(program.nodes() >= 2, kLongMs);
        QCOMPARE(program.live().session().task, QStringLiteral("map_id"));
        QVERIFY(program.canvas().layoutOfTree().rows().size() >= 2);
        pauseSteerAndStop(program);
        if (QTest::currentTestFailed()) {
            return;
        }
        stoppedAt = program.nodes();
    }
    Program again(folder.path());
    QVERIFY(QTest::qWaitForWindowActive(&again.window()));
    QTRY_COMPARE(again.nodes(), stoppedAt);
    QCOMPARE(again.state(), QStringLiteral("interrupted"));
    again.press(Do::Run);
    QTRY_VERIFY_WITH_TIMEOUT(again.nodes() > stoppedAt, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(again.state(), QStringLiteral("done"), kLongMs);
    QCOMPARE(again.live().step(), kSteps);
    QVERIFY(again.live().best().has_value());
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
