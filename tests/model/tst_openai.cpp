#include "core/model/http/openai.h"
#include "tests/model/support/wiresamples.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace espalier;
using nlohmann::json;

namespace {

constexpr ModelApi kApi = ModelApi::OpenAi;

Reading readStream(const std::string& bytes)
{
    return readingOf(OpenAiProtocol(), bytes);
}

} // namespace

class TestOpenAi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestAsksForAStreamWithUsage();
    void theKeyIsABearer();
    void aStreamGivesTextUsageAndModel();
    void serversThatNameNoTokensOrEndMark();
    void aDocumentGivesTheSame();
    void reasonsToStop();
    void errorsInTheStream();
    void hostileDocumentsAreRefused_data();
    void hostileDocumentsAreRefused();
};

void TestOpenAi::theRequestAsksForAStreamWithUsage()
{
    const ModelRequest request{
        "You write kernels.",
        {{ModelTurn::Role::User, "a"}, {ModelTurn::Role::Model, "b"}, {ModelTurn::Role::User, "c"}},
        {},
        "step-1",
        0xFFFFFFFFFFFFFFFF};
    const json body = json::parse(OpenAiProtocol().body(request, "qwen"));
    QCOMPARE(body["model"].get<std::string>(), std::string("qwen"));
    QVERIFY(body["stream"].get<bool>() && body["stream_options"]["include_usage"].get<bool>());
    QCOMPARE(body["seed"].get<std::uint64_t>(), std::uint64_t{0x7FFFFFFF});
    QCOMPARE(body["messages"].size(), std::size_t{4});
    QCOMPARE(body["messages"][0]["role"].get<std::string>(), std::string("system"));
    QCOMPARE(body["messages"][2]["role"].get<std::string>(), std::string("assistant"));
    QCOMPARE(body["messages"][3]["content"].get<std::string>(), std::string("c"));
}

void TestOpenAi::theKeyIsABearer()
{
    const auto key = ApiKey::fromText("sk-test-0123456789", "here");
    QVERIFY(key);
    const HttpHeaders expected{{"Authorization", "Bearer sk-test-0123456789"}};
    QVERIFY(OpenAiProtocol().headers(*key) == expected);
    QVERIFY(OpenAiProtocol().headers({}).empty());
}

void TestOpenAi::aStreamGivesTextUsageAndModel()
{
    const Reading reading = readStream(wholeStream(kApi, {"Use ", "vectors"}));
    QVERIFY(!reading.fault);
    QCOMPARE(reading.reply.text, std::string("Use vectors"));
    QCOMPARE(reading.reply.model, std::string("served-model"));
    QVERIFY((reading.reply.tokens == TokenCount{40, 60, 0, 7}));
}

void TestOpenAi::serversThatNameNoTokensOrEndMark()
{
    const std::string stopped =
        wireEvent(
            R"({"choices":[{"delta":{"content":"x","reasoning_content":"hm","tool_calls":[]},"finish_reason":null}]})") +
        wireEvent(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})");
    const Reading noMark = readStream(stopped);
    QVERIFY(!noMark.fault);
    QCOMPARE(noMark.reply.text, std::string("x"));
    QVERIFY(noMark.reply.tokens == TokenCount{});
    const Reading noReason = readStream(textEvent(kApi, "x") + wireEvent("[DONE]"));
    QVERIFY(!noReason.fault);
    const Reading neither = readStream(textEvent(kApi, "x"));
    QVERIFY(neither.fault && neither.fault->again == AttemptFault::Again::Once);
}

void TestOpenAi::aDocumentGivesTheSame()
{
    WireReply reply;
    QVERIFY(!OpenAiProtocol().takeDocument(wholeDocument(kApi, "Use vectors"), reply) && !faultOf(reply));
    QCOMPARE(reply.text, std::string("Use vectors"));
    QVERIFY((reply.tokens == TokenCount{40, 60, 0, 7}));
}

void TestOpenAi::reasonsToStop()
{
    QVERIFY(!readStream(wholeStream(kApi, {"x"}, "max_tokens")).fault);
    const Reading filtered = readStream(wholeStream(kApi, {"x"}, "refusal"));
    QVERIFY(filtered.fault && filtered.fault->kind == ErrorKind::Answer);
    const Reading refused =
        readStream(wireEvent(R"({"choices":[{"delta":{"refusal":"I will not"}}]})") + streamEnd(kApi));
    QVERIFY(refused.fault && refused.fault->said == "I will not");
    const Reading tool = readStream(toolCallStream(kApi));
    QVERIFY(tool.fault && tool.fault->again == AttemptFault::Again::Never);
    // A server may call a tool and say that it is done.
    const Reading hidden = readStream(
        textEvent(kApi, "x") + wireEvent(R"({"choices":[{"delta":{"tool_calls":[{"index":0}]}}]})") + streamEnd(kApi));
    QVERIFY(hidden.fault && hidden.fault->why.find("tool") != std::string::npos);
    QVERIFY(readStream(streamEnd(kApi)).fault); // not a word
}

void TestOpenAi::errorsInTheStream()
{
    const Reading busy = readStream(wireEvent(R"({"error":{"message":"later","code":503}})"));
    QVERIFY(busy.fault && busy.fault->again == AttemptFault::Again::Later && busy.fault->said == "later");
    const Reading wrong = readStream(wireEvent(R"({"error":{"message":"no","code":400}})"));
    QVERIFY(wrong.fault && wrong.fault->again == AttemptFault::Again::Never);
    const Reading words = readStream(wireEvent(R"({"error":"no such model"})"));
    QVERIFY(words.fault && words.fault->said == "no such model");
}

void TestOpenAi::hostileDocumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("document");
    for (const char* text :
         {"", "null", "[]", "{", "{}", R"({"choices":7})", R"({"choices":[]})", R"({"choices":[[]]})"}) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }
    QTest::newRow("deep") << QByteArray(200'000, '[');
}

void TestOpenAi::hostileDocumentsAreRefused()
{
    QFETCH(QByteArray, document);
    WireReply reply;
    const auto fault = OpenAiProtocol().takeDocument(document.toStdString(), reply);
    QVERIFY(fault && fault->kind == ErrorKind::Answer);
    for (const char* odd :
         {R"({"choices":{}})", R"({"choices":[{"delta":[]}]})", R"({"choices":[{"delta":{"content":null}}]})",
          R"({"usage":{"prompt_tokens":"many","completion_tokens":1e99}})"}) {
        QVERIFY(!OpenAiProtocol().takeEvent({"message", odd}, reply));
    }
    QVERIFY(reply.tokens == TokenCount{} && reply.text.empty());
    // More from the cache than there was, and more than anybody has: neither wraps around.
    QVERIFY(!OpenAiProtocol().takeEvent({"message",
                                         R"({"usage":{"prompt_tokens":5,"completion_tokens":18446744073709551615,)"
                                         R"("prompt_tokens_details":{"cached_tokens":9}}})"},
                                        reply));
    QVERIFY((reply.tokens == TokenCount{0, 5, 0, 1'000'000'000}));
}

QTEST_GUILESS_MAIN(TestOpenAi)
#include "tst_openai.moc"
