// No label, button, choice or tab is cut at any size of text that the settings offer.
#include "tests/widgets/clipping.h"
#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QApplication>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

class TestTextSizes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingFits_data();
    void everythingFits();
    void aLessonFits();
};

void TestTextSizes::everythingFits_data()
{
    QTest::addColumn<double>("points");
    for (const double points : {Settings::kLeastFont, 9.0, 11.0, 13.0, 15.0, Settings::kMostFont}) {
        QTest::addRow("%g pt", points) << points;
    }
}

void TestTextSizes::everythingFits()
{
    QFETCH(double, points);
    const QFont usual = QApplication::font();
    QFont font = usual;
    font.setPointSizeF(points);
    QApplication::setFont(font);
    const DemoSession demo(150);
    MainWindow window;
    connect(&window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); });
    window.setSessions(demo.sessions());
    window.show();
    NewSearchDialog search({QStringLiteral("rmsnorm")}, {{QStringLiteral("cpu"), {}}}, &window);
    EditDialog edit(3, demo.details(3)->candidate, &window);
    SettingsDialog settings({}, &window);
    QWidget holder;
    const Actions actions(&holder);
    ShortcutEditor shortcuts(actions, {}, &window);
    for (QDialog* dialog : std::initializer_list<QDialog*>{&search, &edit, &settings, &shortcuts}) {
        dialog->show();
    }
    QStringList found = clippedTexts(window);
    window.take(demo.opening());
    window.action(Do::ShowLesson)->trigger();
    window.action(Do::Replay)->setChecked(true);
    found += clippedTexts(window);
    for (int tab = 0; tab < Inspector::Tabs; ++tab) {
        window.inspector().setTab(static_cast<Inspector::Tab>(tab));
        found += clippedTexts(window);
    }
    QApplication::setFont(usual);
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestTextSizes::aLessonFits()
{
    DemoSession demo(150);
    demo.events.push_back({9001, {SteerVerb::Bookmark, 20, 0, {}}, "anna", 1.7e9, 1});
    demo.events.push_back({9002, {SteerVerb::Note, 20, 0, "What to say of it"}, "anna", 1.7e9, 1});
    MainWindow window;
    connect(&window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); });
    window.show();
    window.take(demo.opening());
    window.action(Do::GiveLesson)->trigger();
    QVERIFY(window.lesson().isGiven());
    QStringList found;
    for (int tab = 0; tab < Inspector::Tabs; ++tab) {
        window.inspector().setTab(static_cast<Inspector::Tab>(tab));
        found += clippedTexts(window);
    }
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestTextSizes)
#include "tst_textsizes.moc"
