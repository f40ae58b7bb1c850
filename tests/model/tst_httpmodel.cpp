#include "core/model/http/openhttpmodel.h"
#include "tests/model/support/asking.h"
#include "tests/model/support/wiresamples.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace espalier;
using End = ScriptedAnswer::End;
using std::chrono::milliseconds;

namespace {

ScriptedAnswer streamed(ModelApi api, const std::vector<std::string>& parts)
{
    return {{streamHead() + wholeStream(api, parts)}, End::HangUp};
}

/// Both APIs, for tests that mean the same by either.
void addApis()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::newRow("anthropic") << true;
    QTest::newRow("openai") << false;
}

ModelApi fetchedApi()
{
    QFETCH(bool, isAnthropic);
    return isAnthropic ? ModelApi::Anthropic : ModelApi::OpenAi;
}

} // namespace

/// A model that behaves, and what a caller may do with it. Those that do not behave are in tst_httpfaults.
class TestHttpModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anAnswerStreamsIn_data() { addApis(); }
    void anAnswerStreamsIn();
    void textIsShownBeforeTheAnswerEnds_data() { addApis(); }
    void textIsShownBeforeTheAnswerEnds();
    void chunksAreNoMatter_data() { addApis(); }
    void chunksAreNoMatter();
    void serversMayAnswerAtOnce_data() { addApis(); }
    void serversMayAnswerAtOnce();
    void aStopEndsAnAnswerThatHangs();
    void aStopEndsAWait();
    void aStoppedSearchAsksNothing();
    void severalThreadsAskAtOnce();
    void anEchoedKeyIsMaskedInTheAnswer();
    void theSystemsProxyIsUsed();
    void aModelIsOpenedByItsText();
};

void TestHttpModel::initTestCase()
{
    for (const char* variable : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "NO_PROXY"}) {
        qunsetenv(variable);
    }
}

void TestHttpModel::anAnswerStreamsIn()
{
    const ModelApi api = fetchedApi();
    const bool isAnthropic = api == ModelApi::Anthropic;
    FaultServer server({streamed(api, {"Use ", "vectors."})});
    const Asked asked = ask(*modelAt(api, server.address()));
    QVERIFY2(asked.reply, asked.reply ? "" : asked.reply.error().sentence().c_str());
    QCOMPARE(asked.reply->text, std::string("Use vectors."));
    QCOMPARE(asked.reply->model, std::string("served-model"));
    // By the prices of modelAt(): 20 + 2 * 60 + 3 * 20 + 4 * 7, and 40 + 2 * 60 + 4 * 7.
    QVERIFY((asked.reply->usage == ModelUsage{100, 60, 7, isAnthropic ? 228.0 : 188.0}));
    QVERIFY((asked.shown == std::vector<std::string>{"Use ", "vectors."}));

    const std::vector<ReceivedRequest> requests = server.requests();
    QCOMPARE(requests.size(), std::size_t{1});
    const std::string& head = requests[0].head;
    QVERIFY(head.starts_with(isAnthropic ? "POST /v1/messages HTTP/1.1" : "POST /v1/chat/completions HTTP/1.1"));
    QVERIFY(head.find((isAnthropic ? "x-api-key: " : "authorization: bearer ") + kTestKey) != std::string::npos);
    QVERIFY(head.find("content-type: application/json\r\n") != std::string::npos);
    QVERIFY(requests[0].body.find("Make it faster.") != std::string::npos);
    QVERIFY(requests[0].body.find(kTestKey) == std::string::npos);
}

void TestHttpModel::textIsShownBeforeTheAnswerEnds()
{
    const ModelApi api = fetchedApi();
    // Each part waits until the one before was shown: an answer that is collected first never ends.
    FaultServer server({{{streamHead() + streamStart(api) + textEvent(api, "one "), textEvent(api, "two "),
                          textEvent(api, "three"), streamEnd(api)},
                         End::Silence}});
    const Asked asked = ask(*modelAt(api, server.address()), {}, [&](std::string_view) { server.release(); });
    QVERIFY2(asked.reply, asked.reply ? "" : asked.reply.error().sentence().c_str());
    QVERIFY((asked.shown == std::vector<std::string>{"one ", "two ", "three"}));
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void TestHttpModel::chunksAreNoMatter()
{
    const ModelApi api = fetchedApi();
    const std::string stream = wholeStream(api, {"Use \xE2\x9C\x93 ", "vectors."});
    std::string bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < stream.size(); at += 7) {
        const std::string part = stream.substr(at, 7);
        bytes += std::to_string(part.size()) + "\r\n" + part + "\r\n";
    }
    FaultServer server({{{bytes + "0\r\n\r\n"}, End::Silence}});
    const Asked asked = ask(*modelAt(api, server.address()));
    QVERIFY(asked.reply && asked.reply->text == "Use \xE2\x9C\x93 vectors.");
}

void TestHttpModel::serversMayAnswerAtOnce()
{
    const ModelApi api = fetchedApi();
    const std::string document = wholeDocument(api, "Use vectors.");
    FaultServer server({{{httpResponse(200, "Application/JSON; charset=utf-8", document)}, End::HangUp}});
    const Asked asked = ask(*modelAt(api, server.address()));
    QVERIFY(asked.reply && asked.reply->text == "Use vectors." && asked.reply->usage.tokensIn == 100);
    QCOMPARE(asked.allShown(), std::string("Use vectors."));
}

void TestHttpModel::aStopEndsAnAnswerThatHangs()
{
    const ModelApi api = ModelApi::Anthropic;
    FaultServer server({{{streamHead() + streamStart(api) + textEvent(api, "one ")}, End::Comments}});
    HttpOptions patient = hasty();
    patient.limits = {};
    std::stop_source stop;
    const Asked asked =
        ask(*modelAt(api, server.address(), patient), stop.get_token(), [&](std::string_view) { stop.request_stop(); });
    QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Interrupted);
}

void TestHttpModel::aStopEndsAWait()
{
    FaultServer server({{{httpResponse(503, "text/plain", "")}, End::HangUp}});
    std::stop_source stop;
    HttpOptions options = hasty();
    options.wait = [&](milliseconds, std::stop_token token) {
        stop.request_stop();
        return waitFor(std::chrono::hours(1), token);
    };
    const Asked asked = ask(*modelAt(ModelApi::OpenAi, server.address(), options), stop.get_token());
    QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Interrupted);
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void TestHttpModel::aStoppedSearchAsksNothing()
{
    FaultServer server({streamed(ModelApi::OpenAi, {"x"})});
    std::stop_source stop;
    stop.request_stop();
    const Asked asked = ask(*modelAt(ModelApi::OpenAi, server.address()), stop.get_token());
    QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Interrupted);
}

void TestHttpModel::severalThreadsAskAtOnce()
{
    const ModelApi api = ModelApi::OpenAi;
    FaultServer server({streamed(api, {"Use ", "vectors."})});
    const auto model = modelAt(api, server.address());
    std::atomic<int> answers = 0;
    std::vector<std::thread> askers;
    for (int i = 0; i < 8; ++i) {
        askers.emplace_back([&] {
            const Asked asked = ask(*model);
            answers += asked.reply && asked.reply->text == "Use vectors." ? 1 : 0;
        });
    }
    for (std::thread& asker : askers) {
        asker.join();
    }
    QCOMPARE(answers.load(), 8);
}

void TestHttpModel::anEchoedKeyIsMaskedInTheAnswer()
{
    const ModelApi api = ModelApi::OpenAi;
    FaultServer server({streamed(api, {"Your key is sk-test-0123", "456789-abcdef, is it not?"})});
    const Asked asked = ask(*modelAt(api, server.address()));
    QVERIFY(asked.reply);
    QCOMPARE(asked.reply->text, std::string("Your key is [key], is it not?"));
    QCOMPARE(asked.allShown(), asked.reply->text);
}

void TestHttpModel::theSystemsProxyIsUsed()
{
    const ModelApi api = ModelApi::OpenAi;
    FaultServer proxy({streamed(api, {"By the proxy."})});
    qputenv("http_proxy", proxy.address().c_str());
    const auto choice = parseModelChoice("openai:m@http://model.invalid/v1");
    QVERIFY(choice);
    const Asked asked = ask(HttpModel(*choice, {}, {}, hasty()));
    qunsetenv("http_proxy");
    QVERIFY2(asked.reply, asked.reply ? "" : asked.reply.error().sentence().c_str());
    QCOMPARE(asked.reply->text, std::string("By the proxy."));
    QCOMPARE(asked.reply->usage.money, 0.0);
    QVERIFY(proxy.requests()[0].head.starts_with("POST http://model.invalid/v1/chat/completions HTTP/1.1"));
}

void TestHttpModel::aModelIsOpenedByItsText()
{
    const ModelApi api = ModelApi::OpenAi;
    FaultServer server({streamed(api, {"Use vectors."})});
    qputenv("ESPALIER_SHARE", ESPALIER_SOURCE_DIR "/resources");
    qputenv("XDG_CONFIG_HOME", "/nowhere");
    qputenv("ESPALIER_API_KEY", kTestKey.c_str());
    const std::string text = "openai:gpt-4o@" + server.address() + "/v1";
    QVERIFY(namesHttpModel(text) && !namesHttpModel("mailbox:/tmp/box"));
    const auto model = openHttpModel(text);
    QVERIFY2(model, model ? "" : model.error().sentence().c_str());
    QCOMPARE((*model)->name(), text);
    const Asked asked = ask(**model);
    QVERIFY(asked.reply && asked.reply->text == "Use vectors.");
    QCOMPARE(asked.reply->usage.money, (40 * 2.5 + 60 * 1.25 + 7 * 10) / 1e6);
    QVERIFY(server.requests()[0].head.find("authorization: bearer " + kTestKey) != std::string::npos);
}

QTEST_GUILESS_MAIN(TestHttpModel)
#include "tst_httpmodel.moc"
