// Everything is found by a few letters, every key can be changed, and F1 knows where one is.
#include "tests/widgets/demosession.h"
#include "widgets/charts/progresschart.h"
#include "widgets/common/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/panels/topbar.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/commandpalette.h"
#include "widgets/window/fuzzy.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Desk
{
    Desk()
    {
        window.setSessions(demo.sessions());
        window.setManual(
            {{QStringLiteral("Manual"), QStringLiteral("[Steering](steering.md)"), QStringLiteral("index")},
             {QStringLiteral("Steering"), QStringLiteral("text"), QStringLiteral("steering")},
             {QStringLiteral("The store"), QStringLiteral("text"), QStringLiteral("store")},
             {QStringLiteral("The window"), QStringLiteral("text"), QStringLiteral("window")},
             {QStringLiteral("The tree"), QStringLiteral("text"), QStringLiteral("tree")},
             {QStringLiteral("A first search"), QStringLiteral("text"), QStringLiteral("first-search")},
             {QStringLiteral("Numbers"), QStringLiteral("text"), QStringLiteral("reading-the-numbers")}});
        window.take(demo.opening());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    CommandPalette& palette()
    {
        window.action(Do::Palette)->trigger();
        return *window.findChild<CommandPalette*>();
    }

    /// Types, presses Return, and waits until the palette is gone.
    void command(const QString& letters)
    {
        CommandPalette& open = palette();
        QTest::keyClicks(&open.box(), letters);
        QTest::keyClick(&open.box(), Qt::Key_Return);
        QTRY_VERIFY(window.findChild<CommandPalette*>() == nullptr);
    }

    QString helpPage()
    {
        const auto* help = window.findChild<HelpWindow*>();
        return help == nullptr ? QString() : help->page();
    }

    const DemoSession demo{60};
    MainWindow window;
};

} // namespace

class TestCommandPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lettersFindWhatWasMeant();
    void commandsSessionsNodesAndPagesAreFound();
    void theKeyboardAloneChooses();
    void whatCannotBeDoneNowIsNotDone();
    void changedKeysWorkAndUsualOnesReturn();
    void twoCommandsWithOneKeyAreNotSaved();
    void helpKnowsWhereOneIs();
    void helpWorksInDialogsAndFollowsLinks();
    void pictures();
};

void TestCommandPalette::lettersFindWhatWasMeant()
{
    const auto better = [](const char* pattern, const char* first, const char* second) {
        const auto a = fuzzyScore(QString::fromLatin1(pattern), QString::fromLatin1(first));
        const auto b = fuzzyScore(QString::fromLatin1(pattern), QString::fromLatin1(second));
        return a && (!b || *a > *b);
    };
    QVERIFY(better("nw", "New window", "Show or hide what is known where"));
    QVERIFY(better("fit", "Fit", "Filter"));
    QVERIFY(better("reset", "Reset layout", "Restore state"));
    QVERIFY(better("go best", "Go to best", "Follow best"));
    QVERIFY(!fuzzyScore(QStringLiteral("xyz"), QStringLiteral("Fit")));
    QVERIFY(!fuzzyScore(QStringLiteral("tif"), QStringLiteral("Fit"))); // in their order only
    QCOMPARE(fuzzyScore({}, QStringLiteral("anything")), std::optional(0));
    QVERIFY(fuzzyScore(QString(5000, QLatin1Char('a')), QString(100'000, QLatin1Char('a'))) == std::nullopt);
}

void TestCommandPalette::commandsSessionsNodesAndPagesAreFound()
{
    Desk desk;
    CommandPalette& palette = desk.palette();
    QVERIFY(palette.shown().size() > 30);
    palette.box().setText(QStringLiteral("follow"));
    QCOMPARE(palette.shown().front(), QStringLiteral("Follow best"));
    palette.box().setText(QStringLiteral("#23"));
    QVERIFY(palette.shown().front().startsWith(QStringLiteral("#23")));
    palette.box().setText(QStringLiteral("23"));
    QVERIFY(palette.shown().front().startsWith(QStringLiteral("#23")));
    palette.box().setText(QStringLiteral("99999"));
    QVERIFY(palette.shown().isEmpty());
    palette.box().setText(QStringLiteral("the store"));
    QCOMPARE(palette.shown().front(), QStringLiteral("The store"));
    palette.box().setText(QStringLiteral("session 11"));
    QVERIFY(palette.shown().front().startsWith(QStringLiteral("Session 11:")));
}

void TestCommandPalette::theKeyboardAloneChooses()
{
    Desk desk;
    desk.command(QStringLiteral("23"));
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(23));
    desk.command(QStringLiteral("follow"));
    QVERIFY(desk.window.action(Do::FollowBest)->isChecked());
    QSignalSpy chosen(&desk.window, &MainWindow::sessionChosen);
    desk.command(QStringLiteral("session 11"));
    QCOMPARE(chosen.count(), 1);
    desk.command(QStringLiteral("the store"));
    QCOMPARE(desk.helpPage(), QStringLiteral("store"));
    CommandPalette& palette = desk.palette();
    const QString first = palette.box().accessibleDescription();
    QTest::keyClick(&palette.box(), Qt::Key_Down);
    QVERIFY(palette.box().accessibleDescription() != first); // a screen reader hears where it is
    QTest::keyClick(&palette.box(), Qt::Key_Escape);
    QTRY_VERIFY(desk.window.findChild<CommandPalette*>() == nullptr);
}

void TestCommandPalette::whatCannotBeDoneNowIsNotDone()
{
    Desk desk;
    desk.window.selection().select(std::nullopt);
    CommandPalette& palette = desk.palette();
    palette.box().setText(QStringLiteral("copy as patch"));
    QCOMPARE(palette.shown(), QStringList{QStringLiteral("Copy as patch")});
    QTest::keyClick(&palette.box(), Qt::Key_Return);
    QVERIFY(palette.isVisible());
}

void TestCommandPalette::changedKeysWorkAndUsualOnesReturn()
{
    Desk desk;
    desk.window.action(Do::Shortcuts)->trigger();
    auto* editor = desk.window.findChild<ShortcutEditor*>();
    QVERIFY(editor != nullptr && editor->isVisible());
    QVERIFY(editor->keys().empty());
    editor->setKeys(Do::FollowBest, QKeySequence(QStringLiteral("Ctrl+Alt+B")));
    QSignalSpy changed(&desk.window, &MainWindow::settingsChanged);
    editor->accept();
    QCOMPARE(changed.count(), 1);
    const auto kept = changed[0][0].value<Settings>().keys;
    QCOMPARE(kept, (std::map<QString, QString>{{QStringLiteral("follow-best"), QStringLiteral("Ctrl+Alt+B")}}));
    desk.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    QTest::keyClick(&desk.window.canvas(), Qt::Key_B, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(desk.window.action(Do::FollowBest)->isChecked());
    QVERIFY(desk.window.action(Do::FollowBest)->toolTip().contains(QStringLiteral("Ctrl+Alt+B")));
    desk.window.setSettings({});
    QCOMPARE(desk.window.action(Do::FollowBest)->shortcut(), QKeySequence(QStringLiteral("Shift+B")));
}

void TestCommandPalette::twoCommandsWithOneKeyAreNotSaved()
{
    QWidget parent;
    const Actions actions(&parent);
    ShortcutEditor editor(actions, {});
    editor.setKeys(Do::Fit, QKeySequence(QStringLiteral("Z")));
    QVERIFY(editor.conflict().contains(QStringLiteral("Fit")) && editor.conflict().contains(QStringLiteral("Focus")));
    editor.setKeys(Do::Fit, {});
    editor.setKeys(Do::Focus, {}); // two without keys are none with the same
    QVERIFY(editor.conflict().isEmpty());
    QCOMPARE(editor.keys().size(), std::size_t(2));
}

void TestCommandPalette::helpKnowsWhereOneIs()
{
    Desk desk;
    const std::vector<std::pair<QWidget*, QString>> places{
        {&desk.window.canvas(), QStringLiteral("tree")},
        {desk.window.findChild<QListView*>(QStringLiteral("sessionList")), QStringLiteral("store")},
        {desk.window.inspector().findChild<QTabBar*>(), QStringLiteral("reading-the-numbers")},
        {&desk.window.findChild<TopBar*>()->search(), QStringLiteral("steering")}};
    for (const auto& [widget, page] : places) {
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_F1);
        QCOMPARE(desk.helpPage(), page);
    }
    QCOMPARE(desk.window.findChildren<HelpWindow*>().size(), 1);
}

void TestCommandPalette::helpWorksInDialogsAndFollowsLinks()
{
    Desk desk;
    desk.window.action(Do::NewSearch)->trigger();
    auto* dialog = desk.window.findChild<NewSearchDialog*>();
    QTest::keyClick(dialog, Qt::Key_F1);
    auto* help = dialog->findChild<HelpWindow*>();
    QVERIFY(help != nullptr);
    QCOMPARE(help->page(), QStringLiteral("first-search"));
    help->showPage(QStringLiteral("index"));
    Q_EMIT help->findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("steering.md")));
    QCOMPARE(help->page(), QStringLiteral("steering"));
    Q_EMIT help->findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("../../passwd.md")));
    QCOMPARE(help->page(), QStringLiteral("steering"));
}

/// Not a check: with ESPALIER_SHOTS=DIR the dialogs are drawn to files, to be looked at.
void TestCommandPalette::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    for (const char* theme : {"light", "dark", "contrast"}) {
        if (folder.isEmpty()) {
            return;
        }
        applyTheme(*qApp, QString::fromLatin1(theme));
        Desk desk;
        const auto save = [&](QWidget& widget, const char* name) {
            QTest::qWait(100);
            QVERIFY(widget.grab().save(
                QStringLiteral("%1/%2-%3.png").arg(folder, QString::fromLatin1(name), QString::fromLatin1(theme))));
        };
        CommandPalette& palette = desk.palette();
        palette.box().setText(QStringLiteral("re"));
        save(palette, "palette");
        palette.reject();
        SettingsDialog settings({}, &desk.window);
        settings.show();
        save(settings, "settings");
        QWidget holder;
        const Actions actions(&holder);
        ShortcutEditor shortcuts(actions, {}, &desk.window);
        shortcuts.setKeys(Do::Fit, QKeySequence(QStringLiteral("Z")));
        shortcuts.show();
        save(shortcuts, "shortcuts");
        desk.window.showNotice(
            QStringLiteral("The settings could not be understood, so they are those of a new window."));
        save(desk.window, "notice");
    }
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
