#include "tests/model/support/asking.h"
#include "tests/model/support/wiresamples.h"

#include <QtTest>

using namespace espalier;
using End = ScriptedAnswer::End;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr auto kAnthropic = ModelApi::Anthropic;
constexpr auto kOpenAi = ModelApi::OpenAi;

/// A server that misbehaves in one way, and what is to come of it.
struct Fault
{
    const char* name;
    ScriptedAnswer answer;
    ErrorKind kind;
    std::size_t requests; ///< how often it is asked; a connection without a word may be tried more often
    const char* says;     ///< in the sentence
};

ScriptedAnswer once(const std::string& bytes, End end = End::HangUp)
{
    return {{bytes}, end};
}

std::string json(int status, const std::string& body, const std::string& headers = {})
{
    return httpResponse(status, "application/json", body, headers);
}

/// Every fault of a network and a server, in the words of an API. Three attempts are allowed.
std::vector<Fault> makeFaults(ModelApi api)
{
    const std::string begun = streamHead() + streamStart(api) + textEvent(api, "Use ");
    const std::string echo = errorDocument("authentication_error", "no such key: " + kTestKey);
    const std::string long5 = std::string(5 << 20, 'x');
    return {
        {"silent before a word", once("", End::Silence), ErrorKind::Machine, 2, "nothing more arrived"},
        {"silent after the head", once(streamHead(), End::Silence), ErrorKind::Answer, 2, "nothing more arrived"},
        {"slow stream", once(begun, End::Silence), ErrorKind::Answer, 2, "nothing more arrived"},
        {"endless comments", once(begun, End::Comments), ErrorKind::Answer, 1, "the answer did not end"},
        {"cut stream", once(begun), ErrorKind::Answer, 2, "broke off"},
        {"cut in an event", once(begun + "data: {\"ty"), ErrorKind::Answer, 2, "broke off"},
        {"cut document",
         once("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"a\":"),
         ErrorKind::Answer, 2, "broke off"},
        {"429", once(json(429, errorDocument("rate_limit_error", "slow down"))), ErrorKind::Machine, 3, "slow down"},
        {"500", once(json(500, errorDocument("api_error", "oh"))), ErrorKind::Machine, 3, "status 500"},
        {"529", once(json(529, errorDocument("overloaded_error", "Overloaded"))), ErrorKind::Machine, 3, "Overloaded"},
        {"503 that does not end", once("HTTP/1.1 503 No\r\nContent-Length: 99\r\n\r\n{", End::Silence),
         ErrorKind::Machine, 3, "status 503"},
        {"busy in the stream", once(begun + wireEvent(errorDocument("overloaded_error", "Overloaded"))),
         ErrorKind::Machine, 3, "Overloaded"},
        {"401 that echoes the key", once(json(401, echo)), ErrorKind::Machine, 1, "no such key: [key]"},
        {"404", once(json(404, errorDocument("not_found_error", "no such model"))), ErrorKind::Machine, 1,
         "no such model"},
        {"400", once(json(400, errorDocument("invalid_request_error", "too many tokens"))), ErrorKind::Answer, 1,
         "too many tokens"},
        {"400 of 5 MB", once(json(400, long5)), ErrorKind::Answer, 1, "status 400"},
        {"invalid JSON in an event", once(begun + wireEvent("{\"type\":")), ErrorKind::Answer, 1, "no JSON"},
        {"invalid JSON", once(json(200, "{\"content\": [")), ErrorKind::Answer, 1, "no JSON"},
        {"another JSON", once(json(200, R"({"hello": "world"})")), ErrorKind::Answer, 1, "no JSON"},
        {"wrong content type", once(httpResponse(200, "text/html", "<h1>Sign in</h1>")), ErrorKind::Machine, 1,
         "text/html"},
        {"no content type", once("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), ErrorKind::Machine, 1, "no model"},
        {"5 MB in one document", once(json(200, wholeDocument(api, long5))), ErrorKind::Answer, 1, "longer than 2 MiB"},
        {"5 MB in one event", once(begun + textEvent(api, long5)), ErrorKind::Answer, 1, "longer than 2 MiB"},
        {"5 MB in a line without end", once(begun + "data: " + long5), ErrorKind::Answer, 1, "longer than 2 MiB"},
        {"refusal", once(streamHead() + wholeStream(api, {"I cannot."}, "refusal")), ErrorKind::Answer, 1, "refused"},
        {"refusal at once", once(json(200, wholeDocument(api, "I cannot.", "refusal"))), ErrorKind::Answer, 1,
         "refused"},
        {"tool call to nothing", once(streamHead() + toolCallStream(api)), ErrorKind::Answer, 1, "called a tool"},
        {"empty answer", once(streamHead() + wholeStream(api, {})), ErrorKind::Answer, 1, "is empty"},
        {"no HTTP", once("SSH-2.0-OpenSSH_9.2\r\n"), ErrorKind::Machine, 0, "not reached"},
        {"hangs up without a word", once(""), ErrorKind::Machine, 0, "not reached"},
    };
}

const std::vector<Fault>& faultsOf(ModelApi api)
{
    static const std::vector<Fault> anthropic = makeFaults(kAnthropic);
    static const std::vector<Fault> openAi = makeFaults(kOpenAi);
    return api == kAnthropic ? anthropic : openAi;
}

bool holdsKey(const std::string& text)
{
    return text.find(kTestKey) != std::string::npos;
}

} // namespace

/// Servers that do not behave: each ends in its own sentence, soon, and without the key.
class TestHttpFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultEndsInASentence_data();
    void everyFaultEndsInASentence();
    void aBusyServerIsAskedAgain();
    void theServersTimeIsWaitedFor();
    void aServerThatAsksForTooMuchIsLeft();
    void aBrokenOffAnswerIsAskedForOnceMore();
    void noRedirectionIsFollowed_data();
    void noRedirectionIsFollowed();
    void whereNothingListens();
};

void TestHttpFaults::everyFaultEndsInASentence_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::addColumn<int>("number");
    for (const ModelApi api : {kAnthropic, kOpenAi}) {
        int number = 0;
        for (const Fault& fault : faultsOf(api)) {
            const char* apiName = api == kAnthropic ? "anthropic" : "openai";
            QTest::addRow("%s: %s", apiName, fault.name) << (api == kAnthropic) << number++;
        }
    }
}

void TestHttpFaults::everyFaultEndsInASentence()
{
    QFETCH(bool, isAnthropic);
    QFETCH(int, number);
    const ModelApi api = isAnthropic ? kAnthropic : kOpenAi;
    const Fault& fault = faultsOf(api)[static_cast<std::size_t>(number)];
    FaultServer server({fault.answer});
    HttpOptions options = hasty();
    options.limits.total = milliseconds(1'500);
    const Asked asked = ask(*modelAt(api, server.address(), options));
    QVERIFY(!asked.reply);
    const Error& error = asked.reply.error();
    const std::string sentence = error.sentence();
    QVERIFY2(error.kind == fault.kind && sentence.find(fault.says) != std::string::npos, sentence.c_str());
    QVERIFY(!error.todo.empty() && sentence.size() < 1000);
    QVERIFY(!holdsKey(sentence) && !holdsKey(asked.allShown()));
    if (fault.requests > 0) {
        QCOMPARE(server.requests().size(), fault.requests);
    }
}

void TestHttpFaults::aBusyServerIsAskedAgain()
{
    RecordedWaits record;
    FaultServer server({once(json(500, "")), once(httpResponse(529, "text/plain", "busy")),
                        once(streamHead() + wholeStream(kAnthropic, {"Use vectors."}))});
    const Asked asked = ask(*modelAt(kAnthropic, server.address(), hasty(&record)));
    QVERIFY(asked.reply && asked.reply->text == "Use vectors.");
    QCOMPARE(server.requests().size(), std::size_t{3});
    QCOMPARE(record.waits.size(), std::size_t{2});
    QVERIFY(record.waits[0] >= milliseconds(500) && record.waits[1] >= seconds(1));
}

void TestHttpFaults::theServersTimeIsWaitedFor()
{
    RecordedWaits record;
    FaultServer server({once(json(429, errorDocument("rate_limit_error", "x"), "Retry-After: 17\r\n")),
                        once(json(429, "", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n")),
                        once(streamHead() + wholeStream(kOpenAi, {"x"}))});
    const Asked asked = ask(*modelAt(kOpenAi, server.address(), hasty(&record)));
    QVERIFY(asked.reply);
    QCOMPARE(record.waits.size(), std::size_t{2});
    QVERIFY(record.waits[0] >= seconds(17) && record.waits[0] <= seconds(18));
    QVERIFY(record.waits[1] <= seconds(1)); // a date that has passed
}

void TestHttpFaults::aServerThatAsksForTooMuchIsLeft()
{
    FaultServer server({once(json(429, "", "Retry-After: 86400\r\n"))});
    const Asked asked = ask(*modelAt(kOpenAi, server.address()));
    QVERIFY(!asked.reply && asked.reply.error().why.find("86400 s") != std::string::npos);
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void TestHttpFaults::aBrokenOffAnswerIsAskedForOnceMore()
{
    FaultServer server({once(streamHead() + streamStart(kAnthropic) + textEvent(kAnthropic, "Use ")),
                        once(streamHead() + wholeStream(kAnthropic, {"Use ", "vectors."}))});
    const Asked asked = ask(*modelAt(kAnthropic, server.address()));
    QVERIFY(asked.reply && asked.reply->text == "Use vectors.");
    QCOMPARE(asked.allShown(), std::string("Use Use vectors."));
    // What the first attempt read is paid too: its stream began with 20 + 60 + 20 tokens and one written.
    QVERIFY(asked.reply->usage.tokensIn == 200 && asked.reply->usage.tokensOut == 8);
}

void TestHttpFaults::noRedirectionIsFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d", status) << status;
    }
}

void TestHttpFaults::noRedirectionIsFollowed()
{
    QFETCH(int, status);
    FaultServer other({once(streamHead() + wholeStream(kOpenAi, {"Give me the key."}))});
    FaultServer server({once(httpResponse(status, "text/plain", "", "Location: " + other.address() + "/v1\r\n"))});
    const Asked asked = ask(*modelAt(kOpenAi, server.address()));
    QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Machine);
    QVERIFY(asked.reply.error().why.find(other.address()) != std::string::npos);
    QVERIFY(other.requests().empty());
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void TestHttpFaults::whereNothingListens()
{
    std::string address;
    {
        const FaultServer gone({once("")});
        address = gone.address();
    }
    RecordedWaits record;
    const Asked asked = ask(*modelAt(kOpenAi, address, hasty(&record)));
    QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Machine);
    QVERIFY(asked.reply.error().sentence().find("asked 3 times") != std::string::npos);
    QCOMPARE(record.waits.size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestHttpFaults)
#include "tst_httpfaults.moc"
