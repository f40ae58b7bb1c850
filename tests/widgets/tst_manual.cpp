// The manual in the window: its pictures are there, fit the page, and say in words what they show.
#include "app/gui/manualreader.h"
#include "core/base/paths.h"
#include "widgets/panels/helpwindow.h"

#include <QBuffer>
#include <QDir>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <set>

using namespace espalier;

namespace {

std::vector<QTextImageFormat> picturesOn(const ManualText& text)
{
    std::vector<QTextImageFormat> found;
    for (QTextBlock block = text.document()->begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            if (at.fragment().charFormat().isImageFormat()) {
                found.push_back(at.fragment().charFormat().toImageFormat());
            }
        }
    }
    return found;
}

QImage drawn(const ManualText& text, const QTextImageFormat& format)
{
    return text.document()->resource(QTextDocument::ImageResource, QUrl(format.name())).value<QImage>();
}

QByteArray pictureFile(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class TestManual : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPictureIsThere();
    void everyPictureIsShown_data();
    void everyPictureIsShown();
    void picturesFollowTheWidth();
    void aMissingPictureIsSaidInWords();
    void picturesLieBesideTheirPage();

private:
    std::filesystem::path m_folder = shareFolder() / "help";
};

void TestManual::everyPictureIsThere()
{
    static const QRegularExpression names(QStringLiteral(R"(!\[([^\]]*)\]\(([^)]*)\))"));
    std::set<QString> shown;
    for (const HelpPage& page : readManual(m_folder)) {
        for (auto at = names.globalMatch(page.markdown); at.hasNext();) {
            const QRegularExpressionMatch picture = at.next();
            const QString name = picture.captured(2);
            QVERIFY2(page.pictures.contains(name), qPrintable(page.name + QLatin1String(" shows ") + name));
            QVERIFY2(picture.captured(1).size() > 20, qPrintable(page.name + QLatin1String(" does not say ") + name));
            shown.insert(name);
        }
    }
    const QStringList files = QDir(QString::fromStdString(m_folder.string())).entryList({QStringLiteral("*.png")});
    QVERIFY(files.size() >= 5);
    for (const QString& file : files) {
        QVERIFY2(shown.contains(file), qPrintable(file + QLatin1String(" is on no page")));
    }
}

void TestManual::everyPictureIsShown_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {640, 1900}) {
        QTest::addRow("%d px", width) << width;
    }
}

void TestManual::everyPictureIsShown()
{
    QFETCH(int, width);
    const std::vector<HelpPage> pages = readManual(m_folder);
    HelpWindow help(pages);
    help.resize(width, 700);
    help.show();
    const auto& text = *help.findChild<ManualText*>();
    std::size_t shown = 0;
    for (const HelpPage& page : pages) {
        help.showPage(page.name);
        const std::vector<QTextImageFormat> pictures = picturesOn(text);
        QCOMPARE(pictures.size(), page.pictures.size());
        shown += pictures.size();
        for (const QTextImageFormat& format : pictures) {
            const QSize natural = QImage::fromData(page.pictures.at(format.name())).size();
            QVERIFY(format.width() >= 200 && format.height() >= 50);
            QVERIFY(format.width() <= text.viewport()->width() && format.width() <= natural.width());
            QVERIFY(std::abs(format.width() / format.height() - double(natural.width()) / natural.height()) < 0.05);
            QCOMPARE(drawn(text, format).deviceIndependentSize(), QSizeF(format.width(), format.height()));
            const QString words = format.stringProperty(QTextFormat::ImageAltText);
            QCOMPARE(format.toolTip(), words);
            QVERIFY2(text.toPlainText().contains(words), qPrintable(words));
        }
        QVERIFY2(pictures.empty() || text.horizontalScrollBar()->maximum() == 0, qPrintable(page.name));
    }
    QVERIFY(shown >= 5);
}

void TestManual::picturesFollowTheWidth()
{
    ManualText text;
    text.resize(600, 400);
    text.show();
    text.showPage(
        {{}, QStringLiteral("![what it shows](big.png)"), {}, {{QStringLiteral("big.png"), pictureFile({1000, 500})}}});
    const double narrow = picturesOn(text).at(0).width();
    QVERIFY(narrow > 400 && narrow < 600);
    text.resize(900, 400);
    QTRY_COMPARE(picturesOn(text).at(0).width(), narrow + 300);
    QCOMPARE(drawn(text, picturesOn(text).at(0)).width(), qRound((narrow + 300) * text.devicePixelRatioF()));
    text.resize(1600, 400);
    QTRY_COMPARE(picturesOn(text).at(0).width(), 1000.0);
}

void TestManual::aMissingPictureIsSaidInWords()
{
    ManualText text;
    text.showPage({{}, QStringLiteral("before\n\n![what it shows](gone.png)\n\nafter"), {}, {}});
    QVERIFY(picturesOn(text).empty());
    QCOMPARE(text.toPlainText(), QStringLiteral("before\nwhat it shows\nafter"));
}

void TestManual::picturesLieBesideTheirPage()
{
    QTemporaryDir outside;
    const QDir folder(outside.path());
    QVERIFY(folder.mkdir(QStringLiteral("help")));
    const auto write = [&folder](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("secret.png"), pictureFile({10, 10})));
    QVERIFY(write(QStringLiteral("help/own.png"), pictureFile({10, 10})));
    QVERIFY(write(QStringLiteral("help/index.md"), "# Page\n![a](../secret.png) ![b](own.png) ![c](" +
                                                       folder.filePath(QStringLiteral("secret.png")).toUtf8() + ")\n"));
    const std::vector<HelpPage> pages = readManual(outside.filePath(QStringLiteral("help")).toStdString());
    QCOMPARE(pages.size(), std::size_t{1});
    QCOMPARE(pages[0].pictures.size(), std::size_t{1});
    ManualText text;
    text.showPage(pages[0]);
    QCOMPARE(picturesOn(text).size(), std::size_t{1});
    QCOMPARE(picturesOn(text)[0].name(), QStringLiteral("own.png"));
}

QTEST_MAIN(TestManual)
#include "tst_manual.moc"
