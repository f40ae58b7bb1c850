// Panels that are moved, taken out, closed and brought back, and a layout that is remembered.
#include "tests/widgets/demosession.h"
#include "widgets/common/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Desk
{
    Desk()
    {
        window.take(demo.opening());
        window.setSessions(demo.sessions());
    }

    void show()
    {
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    QDockWidget* panel(Do id) { return window.docks().findChild<QDockWidget*>(window.action(id)->objectName()); }

    const DemoSession demo{40};
    MainWindow window;
};

QAction* actionOf(QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions()) {
        if (action->text() == text) {
            return action;
        }
        if (action->menu() != nullptr) {
            if (QAction* below = actionOf(*action->menu(), text)) {
                return below;
            }
        }
    }
    return nullptr;
}

} // namespace

class TestDocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, QStringLiteral("light")); }
    void panelsAreShownAndHiddenByTheirActions();
    void layoutIsRememberedOnlyWhenChanged();
    void resetPutsEverythingBack();
    void foreignLayoutsChangeNothing();
    void keyboardWalksThroughThePanels();
    void keyboardMovesPanels();
    void everyActionIsInAMenu();
};

void TestDocks::panelsAreShownAndHiddenByTheirActions()
{
    Desk desk;
    desk.show();
    for (const Do id :
         {Do::ShowSessions, Do::ShowLanes, Do::ShowFilter, Do::ShowLegend, Do::ShowInspector, Do::ShowCharts}) {
        QDockWidget* panel = desk.panel(id);
        QVERIFY(panel != nullptr && panel->isVisible() && desk.window.action(id)->isChecked());
        desk.window.action(id)->trigger();
        QVERIFY(!panel->isVisible());
        desk.window.action(id)->trigger();
        QVERIFY(panel->isVisible());
        panel->close();
        QVERIFY(!desk.window.action(id)->isChecked());
        desk.window.action(id)->trigger();
        QVERIFY(panel->isVisible());
    }
}

void TestDocks::layoutIsRememberedOnlyWhenChanged()
{
    QByteArray layout;
    {
        Desk desk;
        desk.show();
        QVERIFY(desk.window.docks().changedLayout().isEmpty());
        desk.window.docks().addDockWidget(Qt::RightDockWidgetArea, desk.panel(Do::ShowLanes));
        desk.panel(Do::ShowLegend)->close();
        desk.panel(Do::ShowFilter)->setFloating(true);
        layout = desk.window.docks().changedLayout();
        QVERIFY(!layout.isEmpty());
    }
    Desk again;
    again.window.docks().restoreLayout(layout);
    again.show();
    QCOMPARE(again.window.docks().dockWidgetArea(again.panel(Do::ShowLanes)), Qt::RightDockWidgetArea);
    QVERIFY(!again.panel(Do::ShowLegend)->isVisible() && !again.window.action(Do::ShowLegend)->isChecked());
    QVERIFY(again.panel(Do::ShowFilter)->isFloating());
    QVERIFY(again.panel(Do::ShowInspector)->isVisible());
}

void TestDocks::resetPutsEverythingBack()
{
    Desk desk;
    desk.show();
    const int inspector = desk.panel(Do::ShowInspector)->width();
    desk.window.docks().addDockWidget(Qt::BottomDockWidgetArea, desk.panel(Do::ShowInspector));
    desk.panel(Do::ShowSessions)->close();
    desk.panel(Do::ShowCharts)->setFloating(true);
    desk.window.action(Do::ResetLayout)->trigger();
    QCoreApplication::processEvents();
    QVERIFY(desk.panel(Do::ShowSessions)->isVisible() && !desk.panel(Do::ShowCharts)->isFloating());
    QCOMPARE(desk.window.docks().dockWidgetArea(desk.panel(Do::ShowInspector)), Qt::RightDockWidgetArea);
    QCOMPARE(desk.panel(Do::ShowInspector)->width(), inspector);
    QVERIFY(desk.window.docks().changedLayout().isEmpty());
    const std::vector<QDockWidget*>& panels = desk.window.docks().panels();
    QVERIFY(panels[0]->y() < panels[1]->y() && panels[1]->y() < panels[2]->y()); // in their order again
}

void TestDocks::foreignLayoutsChangeNothing()
{
    Desk desk;
    desk.show();
    QVERIFY(!desk.window.docks().restoreLayout(QByteArray("not a layout")));
    QVERIFY(desk.window.docks().changedLayout().isEmpty());
    Desk early;
    early.window.docks().restoreLayout(QByteArray(100'000, '\xff'));
    early.show();
    QVERIFY(early.panel(Do::ShowInspector)->isVisible());
}

void TestDocks::keyboardWalksThroughThePanels()
{
    Desk desk;
    desk.show();
    desk.window.canvas().setFocus();
    std::vector<const QWidget*> visited;
    for (std::size_t i = 0; i < desk.window.docks().panels().size() + 1; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ControlModifier);
        const QWidget* panel = QApplication::focusWidget();
        while (panel != nullptr && qobject_cast<const QDockWidget*>(panel) == nullptr &&
               panel != desk.window.docks().centralWidget()) {
            panel = panel->parentWidget();
        }
        QVERIFY(panel != nullptr);
        if (std::ranges::find(visited, panel) == visited.end()) {
            visited.push_back(panel);
        }
    }
    for (const Do id : {Do::ShowSessions, Do::ShowFilter, Do::ShowInspector}) {
        QVERIFY2(std::ranges::find(visited, desk.panel(id)) != visited.end(),
                 qPrintable(desk.window.action(id)->text()));
    }
    QVERIFY(std::ranges::find(visited, desk.window.docks().centralWidget()) != visited.end());
}

void TestDocks::keyboardMovesPanels()
{
    Desk desk;
    desk.show();
    QAction* lanes = nullptr;
    for (const QAction* top : desk.window.menuBar()->actions()) {
        QAction* move = actionOf(*top->menu(), QStringLiteral("&Move panel"));
        lanes = move != nullptr ? actionOf(*move->menu(), QStringLiteral("Lanes")) : lanes;
    }
    QVERIFY(lanes != nullptr);
    actionOf(*lanes->menu(), QStringLiteral("&Right"))->trigger();
    QCOMPARE(desk.window.docks().dockWidgetArea(desk.panel(Do::ShowLanes)), Qt::RightDockWidgetArea);
    actionOf(*lanes->menu(), QStringLiteral("&Window of its own"))->trigger();
    QVERIFY(desk.panel(Do::ShowLanes)->isFloating());
    actionOf(*lanes->menu(), QStringLiteral("&Left"))->trigger();
    QVERIFY(!desk.panel(Do::ShowLanes)->isFloating());
}

void TestDocks::everyActionIsInAMenu()
{
    Desk desk;
    for (const ActionSpec& spec : actionSpecs()) {
        const QList<QAction*> menus = desk.window.menuBar()->actions();
        QVERIFY2(std::ranges::any_of(
                     menus,
                     [&](const QAction* top) { return top->menu()->actions().contains(desk.window.action(spec.id)); }),
                 spec.text);
    }
}

QTEST_MAIN(TestDocks)
#include "tst_docks.moc"
