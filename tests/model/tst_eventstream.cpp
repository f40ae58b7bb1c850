#include "core/base/rng.h"
#include "core/model/http/eventstream.h"

#include <QtTest>

using namespace espalier;

namespace {

constexpr std::size_t kCap = 1 << 16;

std::vector<ServerEvent> eventsOf(std::string_view bytes)
{
    return EventStream(kCap).take(bytes);
}

struct Reading
{
    std::vector<ServerEvent> events;
    bool isOverCap = false;

    bool operator==(const Reading&) const = default;
};

/// The same bytes in parts of random lengths.
Reading readInParts(std::string_view bytes, std::size_t cap, Rng& rng)
{
    EventStream stream(cap);
    Reading reading;
    while (!bytes.empty()) {
        const std::size_t length = std::min<std::size_t>(rng.below(8), bytes.size());
        for (ServerEvent& event : stream.take(bytes.substr(0, length))) {
            reading.events.push_back(std::move(event));
        }
        bytes.remove_prefix(length);
    }
    reading.isOverCap = stream.isOverCap();
    return reading;
}

Reading readAtOnce(std::string_view bytes, std::size_t cap)
{
    EventStream stream(cap);
    Reading reading;
    reading.events = stream.take(bytes);
    reading.isOverCap = stream.isOverCap();
    return reading;
}

/// Pieces that mean something to the parser, and some that do not, in random order.
std::string hostileBytes(Rng& rng)
{
    static const std::vector<std::string> kPieces{"data",
                                                  ":",
                                                  " ",
                                                  "\r",
                                                  "\n",
                                                  "\r\n",
                                                  "\n\n",
                                                  "event: x\n",
                                                  "data: {\"a\":1}\n\n",
                                                  "id: 7\n",
                                                  "retry:",
                                                  "\xEF\xBB\xBF",
                                                  ": comment\n",
                                                  std::string(1, '\0'),
                                                  "\xFF\xFE",
                                                  "datadata",
                                                  "data\n"};
    std::string bytes;
    for (std::uint64_t i = 0, count = rng.below(40); i < count; ++i) {
        bytes += kPieces[rng.below(kPieces.size())];
    }
    return bytes;
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsEndAtABlankLine();
    void linesEndInThreeWays();
    void linesOfDataAreJoined();
    void commentsAndOtherFieldsArePassedOver();
    void theByteOrderMarkIsNoPartOfTheFirstLine();
    void whatIsNotEndedIsNoEvent();
    void noSplitChangesTheEvents();
    void anEndlessEventIsGivenUp();
};

void TestEventStream::eventsEndAtABlankLine()
{
    const std::vector<ServerEvent> expected{{"message", "one"}, {"delta", "two"}, {"message", "three"}};
    QVERIFY(eventsOf("data: one\n\nevent: delta\ndata:two\n\ndata: three\n\n") == expected);
    QVERIFY(eventsOf("\n\n\nevent: nothing\n\n").empty());
}

void TestEventStream::linesEndInThreeWays()
{
    const std::vector<ServerEvent> expected{{"message", "a\nb"}, {"message", "c"}};
    QVERIFY(eventsOf("data: a\ndata: b\n\ndata: c\n\n") == expected);
    QVERIFY(eventsOf("data: a\rdata: b\r\rdata: c\r\r") == expected);
    QVERIFY(eventsOf("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n") == expected);
}

void TestEventStream::linesOfDataAreJoined()
{
    const std::vector<ServerEvent> expected{{"message", "\n x\n"}};
    QVERIFY(eventsOf("data\ndata:  x\ndata:\n\n") == expected);
}

void TestEventStream::commentsAndOtherFieldsArePassedOver()
{
    const std::vector<ServerEvent> expected{{"message", "x"}};
    QVERIFY(eventsOf(": data: no\nid: 1\nretry: 5\ndatas: no\n Data: no\ndata: x\n\n") == expected);
}

void TestEventStream::theByteOrderMarkIsNoPartOfTheFirstLine()
{
    const std::vector<ServerEvent> expected{{"message", "x"}};
    QVERIFY(eventsOf("\xEF\xBB\xBF"
                     "data: x\n\n") == expected);
    QVERIFY(eventsOf("\n\xEF\xBB\xBF"
                     "data: x\n\n")
                .empty());
}

void TestEventStream::whatIsNotEndedIsNoEvent()
{
    QVERIFY(eventsOf("data: x\n").empty());
    QVERIFY(eventsOf("data: x").empty());
}

void TestEventStream::noSplitChangesTheEvents()
{
    Rng rng(2357);
    std::size_t events = 0;
    std::size_t overCap = 0;
    for (int round = 0; round < 5000; ++round) {
        const std::string bytes = hostileBytes(rng);
        const std::size_t cap = rng.below(4) == 0 ? 24 : kCap;
        const Reading whole = readAtOnce(bytes, cap);
        QVERIFY2(readInParts(bytes, cap, rng) == whole, QByteArray::fromStdString(bytes).toPercentEncoding());
        events += whole.events.size();
        overCap += whole.isOverCap ? 1 : 0;
    }
    QVERIFY(events > 1000 && overCap > 100); // or the pieces test nothing
}

void TestEventStream::anEndlessEventIsGivenUp()
{
    EventStream line(1000);
    QVERIFY(line.take("data: " + std::string(900, 'x')).empty() && !line.isOverCap());
    QVERIFY(line.take(std::string(200, 'x')).empty() && line.isOverCap());
    QVERIFY(line.take("\n\ndata: more\n\n").empty());

    EventStream lines(1000);
    for (int i = 0; i < 200; ++i) {
        QVERIFY(lines.take("data: 0123456789\n").empty());
    }
    QVERIFY(lines.isOverCap());
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
