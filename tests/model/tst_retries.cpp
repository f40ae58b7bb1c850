#include "core/model/http/retries.h"

#include <QtTest>

#include <thread>

using namespace espalier;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Again = AttemptFault::Again;

namespace {

AttemptFault fault(Again again, std::optional<milliseconds> wait = {})
{
    return {again, ErrorKind::Machine, "why", "todo", {}, wait};
}

/// The waits until it gives up.
std::vector<milliseconds> waitsOf(const RetryPolicy& policy, std::uint64_t seed, const AttemptFault& always)
{
    Retries retries(policy, seed);
    std::vector<milliseconds> waits;
    for (auto wait = retries.next(always); wait; wait = retries.next(always)) {
        waits.push_back(*wait);
    }
    return waits;
}

/// 6 November 1994, 08:49:37 UTC.
constexpr std::int64_t kThen = 784'111'777;

} // namespace

class TestRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsDoubleUpToTheirLimit();
    void theSeedDecidesTheWaits();
    void theServersTimeIsKept();
    void whatWouldEndTheSameWayIsNotAskedAgain();
    void whatBrokeOffIsAskedAgainOnce();
    void retryAfterInSeconds();
    void retryAfterAsADate();
    void retryAfterThatIsNeither_data();
    void retryAfterThatIsNeither();
    void statusesThatPass();
    void wordsOfErrorBodies();
    void aStopEndsTheWait();
};

void TestRetries::waitsDoubleUpToTheirLimit()
{
    const RetryPolicy policy{8, seconds(1), seconds(10), seconds(60)};
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto waits = waitsOf(policy, seed, fault(Again::Later));
        QCOMPARE(waits.size(), std::size_t{7});
        for (std::size_t i = 0; i < waits.size(); ++i) {
            const milliseconds whole = std::min<milliseconds>(seconds(1) * (1 << i), seconds(10));
            QVERIFY(waits[i] >= whole / 2 && waits[i] <= whole);
        }
    }
    QVERIFY(waitsOf({1, seconds(1), seconds(1), seconds(1)}, 1, fault(Again::Later)).empty());
}

void TestRetries::theSeedDecidesTheWaits()
{
    QVERIFY(waitsOf({}, 3, fault(Again::Later)) == waitsOf({}, 3, fault(Again::Later)));
    QVERIFY(waitsOf({}, 3, fault(Again::Later)) != waitsOf({}, 4, fault(Again::Later)));
}

void TestRetries::theServersTimeIsKept()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto waits = waitsOf({2, seconds(1), seconds(2), seconds(60)}, seed, fault(Again::Later, seconds(40)));
        QCOMPARE(waits.size(), std::size_t{1});
        QVERIFY(waits[0] >= seconds(40) && waits[0] <= seconds(41));
    }
    QVERIFY(waitsOf({}, 1, fault(Again::Later, seconds(3600))).empty());
}

void TestRetries::whatWouldEndTheSameWayIsNotAskedAgain()
{
    QVERIFY(waitsOf({}, 1, fault(Again::Never)).empty());
}

void TestRetries::whatBrokeOffIsAskedAgainOnce()
{
    QCOMPARE(waitsOf({}, 1, fault(Again::Once)).size(), std::size_t{1});
    Retries retries({}, 1);
    QVERIFY(retries.next(fault(Again::Once)));
    QVERIFY(retries.next(fault(Again::Later)));
    QVERIFY(!retries.next(fault(Again::Once)));
    QCOMPARE(retries.attempts(), 3);
}

void TestRetries::retryAfterInSeconds()
{
    QVERIFY(retryAfter("0", 0) == milliseconds(0));
    QVERIFY(retryAfter("120", 0) == seconds(120));
    QVERIFY(retryAfter("99999999999999999999999999", 0) >= std::chrono::hours(24));
}

void TestRetries::retryAfterAsADate()
{
    QVERIFY(retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", kThen) == seconds(0));
    QVERIFY(retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", kThen - 90) == seconds(90));
    QVERIFY(retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", kThen + 90) == seconds(0));
    QVERIFY(retryAfter("Thu, 29 Feb 2024 23:59:60 GMT", 1'709'251'199) == seconds(1));
}

void TestRetries::retryAfterThatIsNeither_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char* text :
         {"", "-1", "soon", "1.5 s", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov -994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"}) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }
}

void TestRetries::retryAfterThatIsNeither()
{
    QFETCH(QByteArray, header);
    QVERIFY(!retryAfter(header.toStdString(), kThen));
}

void TestRetries::statusesThatPass()
{
    for (const int status : {408, 429, 500, 502, 503, 504, 529}) {
        const AttemptFault passing = faultOfStatus(status, {}, seconds(7));
        QVERIFY(passing.again == Again::Later && passing.wait == seconds(7));
    }
    for (const int status : {300, 307, 400, 401, 402, 403, 404, 413, 418, 422, 501, 599}) {
        QVERIFY(faultOfStatus(status, {}, seconds(7)).again == Again::Never);
    }
    QVERIFY(faultOfStatus(401, {}, {}).kind == ErrorKind::Machine);
    QVERIFY(faultOfStatus(400, {}, {}).kind == ErrorKind::Answer);
    // An empty account answers 429 for ever.
    const AttemptFault empty = faultOfStatus(429, R"({"error":{"message":"pay","code":"insufficient_quota"}})", {});
    QVERIFY(empty.again == Again::Never && empty.kind == ErrorKind::Machine);
}

void TestRetries::wordsOfErrorBodies()
{
    for (const char* body :
         {R"({"error":{"message":"too long","type":"invalid_request_error"}})", R"({"error":"too long"})",
          R"({"object":"error","message":"too long"})", R"({"detail":"too long"})"}) {
        QCOMPARE(faultOfStatus(400, body, {}).said, std::string("too long"));
    }
    for (const char* body : {"", "<html>too long</html>", "[1]", R"({"error":[]})", R"({"detail":[{"msg":"x"}]})"}) {
        QVERIFY(faultOfStatus(400, body, {}).said.empty());
    }
    AttemptFault hostile = fault(Again::Never);
    hostile.said = "a\x1B[2J\nb\xE2\x80\xAE" + std::string(5000, 'x');
    const Error error = toError(hostile, "anthropic:x", {}, 3);
    QVERIFY(error.why.starts_with("why (it says: a [2J b x") && error.why.ends_with("\xE2\x80\xA6), asked 3 times"));
    QVERIFY(error.why.size() < 400);
}

void TestRetries::aStopEndsTheWait()
{
    QVERIFY(waitFor(milliseconds(1), {}));
    std::stop_source stop;
    std::thread other([&] { stop.request_stop(); });
    QVERIFY(!waitFor(std::chrono::hours(1), stop.get_token()));
    other.join();
}

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
