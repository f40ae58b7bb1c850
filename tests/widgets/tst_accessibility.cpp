// What keyboard and screen reader need: words, keys and names everywhere, an order to walk in, a tree that speaks.
#include "tests/widgets/access.h"
#include "tests/widgets/rooms.h"
#include "widgets/common/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMenuBar>
#include <QRegularExpression>

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

/// How many there are; each is told in a line of its own, since a failure's message is cut.
int said(QStringList faults)
{
    faults.removeDuplicates();
    for (const QString& fault : faults) {
        qWarning("%s", qPrintable(fault));
    }
    return static_cast<int>(faults.size());
}

/// Every widget class of the window that has a name of its own, by the headers.
QStringList widgetClasses()
{
    std::map<QString, QString> bases;
    QDirIterator files(QStringLiteral(ESPALIER_SOURCE_DIR "/widgets"), {QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
    static const QRegularExpression kClass(
        QStringLiteral("class (\\w+)(?: final)? : public (\\w+)[^{]*\\{\\s*Q_OBJECT"));
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) {
            const QString text = QString::fromUtf8(file.readAll());
            for (auto found = kClass.globalMatch(text); found.hasNext();) {
                const QRegularExpressionMatch one = found.next();
                bases[one.captured(1)] = one.captured(2);
            }
        }
    }
    static const QSet<QString> kWidgets{
        QStringLiteral("QWidget"),        QStringLiteral("QFrame"),      QStringLiteral("QDialog"),
        QStringLiteral("QMainWindow"),    QStringLiteral("QScrollArea"), QStringLiteral("QAbstractScrollArea"),
        QStringLiteral("QPlainTextEdit"), QStringLiteral("QListView"),   QStringLiteral("QToolButton"),
        QStringLiteral("QComboBox"),      QStringLiteral("QTabBar"),     QStringLiteral("QLabel")};
    QStringList widgets;
    for (const auto& [name, base] : bases) {
        QString root = base;
        for (auto above = bases.find(root); above != bases.end(); above = bases.find(root)) {
            root = above->second;
        }
        widgets << (kWidgets.contains(root) ? QStringList{name} : QStringList());
    }
    return widgets;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyActionHasWordsATipAndItsOwnKeys();
    void menusHaveTheirOwnLetters();
    void everyPageAndDialogIsOpenToAll();
    void everyWidgetIsOnAPageOrDialogThatIsVisited();
    void textStandsOutInEveryTheme_data();
    void textStandsOutInEveryTheme();
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

void TestAccessibility::everyPageAndDialogIsOpenToAll()
{
    Rooms rooms;
    QStringList faults;
    rooms.visitAll([&](const QString& name, QWidget& room) {
        for (const QString& fault : accessFaults(room)) {
            faults << QStringLiteral("%1: %2").arg(name, fault);
        }
    });
    QCOMPARE(said(faults), 0);
}

void TestAccessibility::everyWidgetIsOnAPageOrDialogThatIsVisited()
{
    QSet<QString> seen;
    Rooms rooms;
    rooms.visitAll([&](const QString&, QWidget& room) {
        std::vector<QWidget*> widgets = inSight(room);
        widgets.push_back(&rooms.window);
        for (const QWidget* widget : widgets) {
            for (const QMetaObject* type = widget->metaObject(); type != nullptr; type = type->superClass()) {
                seen << QString::fromLatin1(type->className()).remove(QStringLiteral("espalier::"));
            }
        }
    });
    QStringList unseen;
    for (const QString& name : widgetClasses()) {
        unseen << (seen.contains(name) ? QStringList() : QStringList{name});
    }
    QVERIFY(widgetClasses().size() > 50);
    QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(QStringLiteral(", "))));
}

void TestAccessibility::textStandsOutInEveryTheme_data()
{
    QTest::addColumn<QString>("theme");
    for (const char* theme : {"light", "dark", "contrast"}) {
        QTest::newRow(theme) << QString::fromLatin1(theme);
    }
}

void TestAccessibility::textStandsOutInEveryTheme()
{
    QFETCH(QString, theme);
    applyTheme(*qApp, theme == QStringLiteral("dark") ? QStringLiteral("light") : QStringLiteral("dark"));
    Rooms rooms;
    applyTheme(*qApp, theme); // what is open already follows
    QStringList found;
    rooms.visitAll([&](const QString& name, QWidget& room) {
        for (const QString& text : faint(room)) {
            found << QStringLiteral("%1: %2").arg(name, text);
        }
    });
    QCOMPARE(said(found), 0);
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
        QVERIFY2(!expected || visited.contains(widget),
                 qPrintable(placeOf(widget) + QLatin1Char(' ') + spoken(widget)));
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
