// The main parts of the window look as they did, light and dark, at 1x and 2x: compared with pictures/*.png, which are
// one pixel for a square of eight by eight. ESPALIER_WRITE_PICTURES=1 writes them anew (at 1x; look at the change
// before you commit it), ESPALIER_SHOTS=DIR keeps the pictures in full.
#include "tests/widgets/comparedesk.h"
#include "tests/widgets/picturecompare.h"
#include "widgets/charts/chartarea.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/common/theme.h"
#include "widgets/review/reviewpage.h"
#include "widgets/teach/replaybar.h"

#include <QApplication>
#include <QFontInfo>
#include <QPainter>
#include <QTest>

#include <cstdlib>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr NodeNumber kShown = 57;

QString fileOf(const QString& name)
{
    return QStringLiteral(ESPALIER_SOURCE_DIR "/tests/widgets/pictures/%1.png").arg(name);
}

/// The same session on every machine, with the roofs of none.
struct Sitting
{
    explicit Sitting(const QString& theme)
    {
        applyTheme(*qApp, theme);
        MachineRoofs roofs;
        roofs.levels = {{QStringLiteral("L1"), 320}, {QStringLiteral("DRAM"), 20}};
        roofs.gflops = 64;
        roofs.machine = QStringLiteral("a processor");
        desk.window.setRoofs(roofs);
        desk.select(kShown);
        desk.window.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&desk.window);
        [[maybe_unused]] const bool here =
            QTest::qWaitFor([&] { return desk.window.details().get(kShown) != nullptr; });
    }

    QImage picture(const QString& part)
    {
        MainWindow& window = desk.window;
        Inspector& inspector = window.inspector();
        if (part == QLatin1String("diff")) {
            inspector.setTab(Inspector::DiffTab);
            [[maybe_unused]] const bool shown = QTest::qWaitFor([&] { return !desk.view().diff().isEmpty(); });
            return grab(desk.pane());
        }
        if (part == QLatin1String("roofline")) {
            return grab(window.charts().roofline());
        }
        if (part == QLatin1String("inspector")) {
            inspector.setTab(Inspector::CasesTab);
            return grab(inspector);
        }
        if (part == QLatin1String("review")) {
            inspector.setTab(Inspector::ReviewTab);
            return grab(inspector.review());
        }
        if (part == QLatin1String("replay")) {
            window.replay().begin();
            window.replay().goTo(40);
            const QImage bar = grab(*window.findChild<ReplayBar*>());
            window.replay().end();
            return bar;
        }
        return grab(window.canvas());
    }

    static QImage grab(QWidget& widget)
    {
        // Details come one after the other, and charts are drawn when the loop comes round.
        QImage last;
        for (int same = 0, tries = 0; same < 4 && tries < 100; ++tries) {
            QTest::qWait(40);
            const QImage now = widget.grab().toImage();
            same = now == last ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    CompareDesk desk;
};

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void partsLookAsTheyDid_data();
    void partsLookAsTheyDid();
    void anotherColourIsSeen();
    void anotherPlaceIsSeen();
    void anotherThemeAndNodeAreSeen();
};

void TestPictures::initTestCase()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9);
    QApplication::setFont(font);
    QApplication::setCursorFlashTime(0);
    if (QFontInfo(font).family() != font.family()) {
        QSKIP("the pictures are drawn in DejaVu Sans, which is not installed");
    }
}

void TestPictures::partsLookAsTheyDid_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("part");
    for (const char* theme : {"light", "dark"}) {
        for (const char* part : {"tree", "diff", "roofline", "inspector", "review", "replay"}) {
            QTest::addRow("%s-%s", part, theme) << QString::fromLatin1(theme) << QString::fromLatin1(part);
        }
    }
}

void TestPictures::partsLookAsTheyDid()
{
    QFETCH(const QString, theme);
    QFETCH(const QString, part);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    Sitting sitting(theme);
    const QImage full = sitting.picture(part);
    if (const QString folder = qEnvironmentVariable("ESPALIER_SHOTS"); !folder.isEmpty()) {
        QVERIFY(full.save(QStringLiteral("%1/%2@%3x.png").arg(folder, name).arg(full.devicePixelRatio())));
    }
    const QImage now = squares(full);
    if (qEnvironmentVariableIsSet("ESPALIER_WRITE_PICTURES")) {
        QCOMPARE(full.devicePixelRatio(), 1.0);
        QVERIFY(now.save(fileOf(name)));
    }
    const QImage before(fileOf(name));
    QVERIFY2(!before.isNull(), qPrintable(fileOf(name)));
    const PictureDifference difference = compare(before, now);
    if (!difference.isSmall()) {
        now.save(name + QStringLiteral("-now.png")); // beside the program, to be looked at
    }
    QVERIFY2(difference.isSmall(), qPrintable(difference.text()));
}

void TestPictures::anotherColourIsSeen()
{
    Sitting sitting(QStringLiteral("light"));
    QImage full = sitting.picture(QStringLiteral("diff"));
    const QImage before = squares(full);
    QVERIFY(compare(before, squares(full)).isSmall());
    // What stands out in red and what in blue, as when one role is taken for another.
    for (int y = 0; y < full.height(); ++y) {
        for (int x = 0; x < full.width(); ++x) {
            full.setPixel(x, y,
                          QColor::fromRgb(full.pixel(x, y)).saturation() > 60 ? qRgb(200, 0, 160) : full.pixel(x, y));
        }
    }
    const PictureDifference difference = compare(before, squares(full));
    QVERIFY2(!difference.isSmall(), qPrintable(difference.text()));
}

void TestPictures::anotherPlaceIsSeen()
{
    Sitting sitting(QStringLiteral("light"));
    for (const char* part : {"tree", "diff", "inspector", "review", "replay"}) {
        const QImage full = sitting.picture(QString::fromLatin1(part));
        QImage moved = full;
        QPainter(&moved).drawImage(QPoint(6, 0), full);
        const PictureDifference difference = compare(squares(full), squares(moved));
        QVERIFY2(!difference.isSmall(), qPrintable(QLatin1String(part) + QLatin1String(": ") + difference.text()));
    }
}

void TestPictures::anotherThemeAndNodeAreSeen()
{
    const QString part = QStringLiteral("tree");
    const QImage light = squares(Sitting(QStringLiteral("light")).picture(part));
    QVERIFY(!compare(light, squares(Sitting(QStringLiteral("dark")).picture(part))).isSmall());
    Sitting other(QStringLiteral("light"));
    other.desk.select(kShown + 20);
    const PictureDifference difference = compare(light, squares(other.picture(part)));
    QVERIFY2(!difference.isSmall(), qPrintable(difference.text()));
}

int main(int argc, char** argv)
{
    // Times of day are shown as they are in Greenwich, words in English.
    setenv("TZ", "UTC", 1);
    setenv("LC_ALL", "C", 1);
    QApplication application(argc, argv);
    TestPictures test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
