#include "core/mcp/messagelines.h"

#include <QtTest>

using namespace espalier;

class MessageLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeWholeHoweverTheyArrive();
    void endlessLinesTakeNoMemory();
};

void MessageLinesTest::linesComeWholeHoweverTheyArrive()
{
    const std::string stream = "one\r\n\ntwo words\nthree";
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
        MessageLines lines(20);
        std::string read;
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            for (const auto& line : lines.feed(std::string_view(stream).substr(at, piece))) {
                QVERIFY(!line.tooLong);
                read += line.text + "|";
            }
        }
        QCOMPARE(read, std::string("one|two words|")); // the third has not ended
    }
}

void MessageLinesTest::endlessLinesTakeNoMemory()
{
    MessageLines lines(10);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(lines.feed("0123456789").empty());
    }
    const auto ended = lines.feed("rest\nshort\n0123456789\n01234567890\n");
    QCOMPARE(ended.size(), std::size_t{4});
    QVERIFY(ended[0].tooLong && ended[0].text.empty());
    QVERIFY(!ended[1].tooLong && ended[1].text == "short");
    QVERIFY(!ended[2].tooLong);
    QVERIFY(ended[3].tooLong);
}

QTEST_GUILESS_MAIN(MessageLinesTest)
#include "tst_messagelines.moc"
