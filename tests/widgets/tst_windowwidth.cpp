// The window fits a small screen in every language, with large letters too: what has no room is left out, shortened or
// scrolled rather than making the window wide.
#include "tests/widgets/clipping.h"
#include "tests/widgets/demosession.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/toolrow.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/treepane.h"

#include <QApplication>
#include <QLabel>
#include <QStatusBar>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr int kNarrow = 1280; ///< pixels of the narrowest screen that is sold

/// What is widest in the window, for whoever has to mend it.
QString widest(const MainWindow& window)
{
    std::vector<std::pair<int, QString>> widths;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible() && !widget->isWindow()) {
            QString path;
            for (const QWidget* at = widget; at != &window; at = at->parentWidget()) {
                path += QLatin1Char(' ') + QLatin1String(at->metaObject()->className()) + at->objectName();
            }
            widths.emplace_back(std::max(widget->minimumSizeHint().width(), widget->minimumWidth()), path);
        }
    }
    std::ranges::sort(widths, std::greater());
    QStringList lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(widths.size(), 40); ++i) {
        lines << QStringLiteral("%1 %2").arg(widths[i].first).arg(widths[i].second);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestWindowWidth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fitsASmallScreen_data();
    void fitsASmallScreen();
    void wordsComeBackWithTheRoom();
    void theStatusLineNamesTheStore();
};

void TestWindowWidth::fitsASmallScreen_data()
{
    QTest::addColumn<QString>("language");
    for (const char* language : {"en", "de", "zh_CN"}) {
        QTest::addRow("%s", language) << QString::fromLatin1(language);
    }
}

void TestWindowWidth::fitsASmallScreen()
{
    QFETCH(QString, language);
    QTranslator words;
    QVERIFY(words.load(QLocale(language), QStringLiteral("espalier"), QStringLiteral("_"),
                       QStringLiteral(":/translations")));
    QCoreApplication::installTranslator(&words);
    const QFont usual = QApplication::font();
    QFont font = usual;
    font.setPointSizeF(15);
    QApplication::setFont(font);
    const DemoSession demo(150);
    MainWindow window;
    connect(&window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); });
    window.setSessions(demo.sessions());
    window.resize(kNarrow, 800);
    window.show();
    QCoreApplication::processEvents();
    QVERIFY2(window.minimumSizeHint().width() <= kNarrow, qPrintable(widest(window)));
    window.take(demo.opening());
    QStringList found;
    for (int tab = 0; tab < Inspector::Tabs; ++tab) {
        window.inspector().setTab(static_cast<Inspector::Tab>(tab));
        QCoreApplication::processEvents();
        QVERIFY2(window.minimumSizeHint().width() <= kNarrow, qPrintable(widest(window)));
        found += clippedTexts(window);
    }
    window.action(Do::Replay)->setChecked(true);
    QCoreApplication::processEvents();
    QVERIFY2(window.minimumSizeHint().width() <= kNarrow, qPrintable(widest(window)));
    found += clippedTexts(window);
    QCOMPARE(window.width(), kNarrow);
    QApplication::setFont(usual);
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestWindowWidth::wordsComeBackWithTheRoom()
{
    const DemoSession demo(150);
    MainWindow window;
    window.take(demo.opening());
    const auto wordless = [&window] {
        QCoreApplication::processEvents();
        int count = 0;
        for (const FlatButton* button : window.findChildren<FlatButton*>()) {
            count += button->isWordless() ? 1 : 0;
        }
        return count;
    };
    window.resize(window.minimumSizeHint().width(), 800);
    window.show();
    QCOMPARE(wordless(), 4); // run, pause, step, stop
    const auto* focus = window.findChild<TreePane*>()->findChild<ToolRow*>()->findChildren<FlatButton*>().at(1);
    QVERIFY(focus->isHidden());
    QCOMPARE(window.action(Do::Focus)->isEnabled(), true); // by its key and in the menu
    window.resize(1900, 800);
    QCOMPARE(wordless(), 0);
    QVERIFY(focus->isVisible());
}

void TestWindowWidth::theStatusLineNamesTheStore()
{
    MainWindow window;
    window.setStoreName(QStringLiteral("/somewhere/very/long/kernels"));
    const auto labels = window.statusBar()->findChildren<QLabel*>();
    const auto named = std::ranges::find_if(
        labels, [](const QLabel* label) { return label->text().contains(QLatin1String("kernels")); });
    QVERIFY(named != labels.end());
    QVERIFY(!(*named)->text().contains(QLatin1String("somewhere")));
    QVERIFY((*named)->toolTip().contains(QLatin1String("/somewhere/very/long/kernels")));
}

QTEST_MAIN(TestWindowWidth)
#include "tst_windowwidth.moc"
