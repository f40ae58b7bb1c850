// What keyboard and screen reader need: words, keys and names everywhere, an order to walk in, a tree that speaks.
#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QTest>

#include <map>
#include <set>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Desk
{
    Desk()
    {
        window.setSessions(demo.sessions());
        window.take(demo.opening());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    const DemoSession demo{60};
    MainWindow window;
};

/// What a screen reader says of it: its name, its text, or the label whose buddy it is.
QString spoken(QWidget* widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface == nullptr ? QString() : interface->text(QAccessible::Name);
}

QString nameOf(const QWidget* widget)
{
    return QStringLiteral("%1 in %2")
        .arg(QString::fromLatin1(widget->metaObject()->className()),
             widget->parentWidget() == nullptr
                 ? QString()
                 : QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
}

bool isOwnPart(const QWidget* widget)
{
    // The field inside a spin box or a combo box, and scroll bars, are Qt's and speak with their owner.
    const QWidget* parent = widget->parentWidget();
    return parent != nullptr && (qobject_cast<const QAbstractSpinBox*>(parent) != nullptr ||
                                 parent->inherits("QComboBox") || parent->inherits("QKeySequenceEdit"));
}

QStringList unnamed(QWidget& window)
{
    QStringList found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && !isOwnPart(widget) &&
            spoken(widget).isEmpty()) {
            found << nameOf(widget);
        }
    }
    return found;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyActionHasWordsATipAndItsOwnKeys();
    void menusHaveTheirOwnLetters();
    void everythingFocusableHasAName();
    void dialogsHaveNamesToo();
    void tabWalksThroughTheWholeWindow();
    void theTreeSaysWhatIsSelected();
    void panelsHaveTitlesAndTheirButtonsNames();
};

void TestAccessibility::everyActionHasWordsATipAndItsOwnKeys()
{
    Desk desk;
    std::map<QString, QString> taken;
    std::set<QString> names;
    for (const ActionSpec& spec : actionSpecs()) {
        const QAction* action = desk.window.action(spec.id);
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->toolTip().isEmpty() && action->toolTip() != action->text(), spec.text);
        QVERIFY2(!action->shortcut().isEmpty(), spec.text);
        const QString keys = action->shortcut().toString();
        QVERIFY2(taken.emplace(keys, action->text()).second, qPrintable(keys + QStringLiteral(" of ") + taken[keys]));
        QVERIFY2(names.insert(actionName(spec)).second, spec.text);
        QVERIFY2(QKeySequence(keys)[0].key() != Qt::Key_unknown, spec.text);
    }
}

void TestAccessibility::menusHaveTheirOwnLetters()
{
    Desk desk;
    std::set<QString> letters;
    for (const QAction* menu : desk.window.menuBar()->actions()) {
        const QString letter = menu->text().section(QLatin1Char('&'), 1).left(1).toLower();
        QVERIFY2(!letter.isEmpty() && letters.insert(letter).second, qPrintable(menu->text()));
    }
}

void TestAccessibility::everythingFocusableHasAName()
{
    Desk desk;
    QVERIFY2(unnamed(desk.window).isEmpty(), qPrintable(unnamed(desk.window).join(QStringLiteral(", "))));
    desk.window.action(Do::Outline)->trigger();
    QVERIFY2(unnamed(desk.window).isEmpty(), qPrintable(unnamed(desk.window).join(QStringLiteral(", "))));
    desk.window.showNotice(QStringLiteral("A sentence."));
    QVERIFY2(unnamed(desk.window).isEmpty(), qPrintable(unnamed(desk.window).join(QStringLiteral(", "))));
}

void TestAccessibility::dialogsHaveNamesToo()
{
    QWidget parent;
    const Actions actions(&parent);
    const DemoSession demo(20);
    NewSearchDialog search({QStringLiteral("rmsnorm")}, {{QStringLiteral("cpu"), {}}});
    EditDialog edit(3, demo.details(3)->candidate);
    SettingsDialog settings({});
    ShortcutEditor shortcuts(actions, {});
    HelpWindow help({{QStringLiteral("Manual"), QStringLiteral("text"), QStringLiteral("index")}});
    for (QDialog* dialog : std::initializer_list<QDialog*>{&search, &edit, &settings, &shortcuts, &help}) {
        dialog->show();
        QVERIFY(!dialog->windowTitle().isEmpty());
        QVERIFY2(unnamed(*dialog).isEmpty(), qPrintable(dialog->windowTitle() + QStringLiteral(": ") +
                                                        unnamed(*dialog).join(QStringLiteral(", "))));
        dialog->close();
    }
}

void TestAccessibility::tabWalksThroughTheWholeWindow()
{
    Desk desk;
    desk.window.canvas().setFocus();
    std::set<const QWidget*> visited;
    // A text that takes tabs for itself would end the walk; Ctrl+Tab leads out of one, Tab must not get there.
    for (int i = 0; i < 200 && visited.insert(QApplication::focusWidget()).second; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (QWidget* widget : desk.window.findChildren<QWidget*>()) {
        const bool expected = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() &&
                              widget->isEnabled() && widget->focusProxy() == nullptr && !isOwnPart(widget);
        QVERIFY2(!expected || visited.contains(widget), qPrintable(nameOf(widget) + QLatin1Char(' ') + spoken(widget)));
    }
}

void TestAccessibility::theTreeSaysWhatIsSelected()
{
    Desk desk;
    QCOMPARE(spoken(&desk.window.canvas()), QStringLiteral("Search tree"));
    desk.window.selection().select(0);
    const QString seed = desk.window.canvas().accessibleDescription();
    QVERIFY(seed.startsWith(QStringLiteral("#0")) && seed.contains(QStringLiteral("child")));
    desk.window.canvas().setFocus();
    QTest::keyClick(&desk.window.canvas(), Qt::Key_Right);
    QVERIFY(desk.window.canvas().accessibleDescription() != seed);
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&desk.window.canvas());
    QCOMPARE(interface->text(QAccessible::Description), desk.window.canvas().accessibleDescription());
}

void TestAccessibility::panelsHaveTitlesAndTheirButtonsNames()
{
    Desk desk;
    for (QDockWidget* panel : desk.window.docks().panels()) {
        QVERIFY(!panel->windowTitle().isEmpty());
        for (const QAbstractButton* button : panel->titleBarWidget()->findChildren<QAbstractButton*>()) {
            QVERIFY(!button->accessibleName().isEmpty());
        }
    }
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
