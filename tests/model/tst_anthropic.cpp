#include "core/model/http/anthropic.h"
#include "tests/model/support/wiresamples.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace espalier;
using nlohmann::json;

namespace {

constexpr ModelApi kApi = ModelApi::Anthropic;

Reading readStream(const std::string& bytes)
{
    return readingOf(AnthropicProtocol(), bytes);
}

ModelRequest conversation()
{
    return {"You write kernels.",
            {{ModelTurn::Role::User, "Make it faster."},
             {ModelTurn::Role::Model, "No."},
             {ModelTurn::Role::User, "Please \xE2\x80\x94 \xFF."}},
            {},
            "step-1",
            5};
}

} // namespace

class TestAnthropic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestMarksTheSystemTextForTheCache();
    void theKeyStandsInItsHeaderOnly();
    void aStreamGivesTextUsageAndModel();
    void aDocumentGivesTheSame();
    void thoughtsAreNoAnswer();
    void reasonsToStop();
    void errorsInTheStream();
    void hostileDocumentsAreRefused_data();
    void hostileDocumentsAreRefused();
};

void TestAnthropic::theRequestMarksTheSystemTextForTheCache()
{
    const json body = json::parse(AnthropicProtocol().body(conversation(), "claude-x"));
    QCOMPARE(body["model"].get<std::string>(), std::string("claude-x"));
    QVERIFY(body["stream"].get<bool>() && body["max_tokens"].get<int>() > 8192);
    QCOMPARE(body["system"].size(), std::size_t{1});
    QCOMPARE(body["system"][0]["text"].get<std::string>(), std::string("You write kernels."));
    QCOMPARE(body["system"][0]["cache_control"]["type"].get<std::string>(), std::string("ephemeral"));
    QCOMPARE(body["messages"].size(), std::size_t{3});
    QCOMPARE(body["messages"][1]["role"].get<std::string>(), std::string("assistant"));
    // A broken byte is replaced, not thrown over.
    QCOMPARE(body["messages"][2]["content"].get<std::string>(), std::string("Please \xE2\x80\x94 \xEF\xBF\xBD."));
}

void TestAnthropic::theKeyStandsInItsHeaderOnly()
{
    const auto key = ApiKey::fromText("sk-test-0123456789", "here");
    QVERIFY(key);
    const HttpHeaders expected{{"anthropic-version", "2023-06-01"}, {"x-api-key", "sk-test-0123456789"}};
    QVERIFY(AnthropicProtocol().headers(*key) == expected);
    QCOMPARE(AnthropicProtocol().headers({}).size(), std::size_t{1});
}

void TestAnthropic::aStreamGivesTextUsageAndModel()
{
    const Reading reading = readStream(wholeStream(kApi, {"Use ", "vectors \xE2\x9C\x93"}));
    QVERIFY(!reading.fault);
    QCOMPARE(reading.reply.text, std::string("Use vectors \xE2\x9C\x93"));
    QCOMPARE(reading.reply.model, std::string("served-model"));
    QVERIFY((reading.reply.tokens == TokenCount{20, 60, 20, 7}));
    QVERIFY(reading.reply.ended);
}

void TestAnthropic::aDocumentGivesTheSame()
{
    WireReply reply;
    QVERIFY(!AnthropicProtocol().takeDocument(wholeDocument(kApi, "Use vectors"), reply) && !faultOf(reply));
    QCOMPARE(reply.text, std::string("Use vectors"));
    QVERIFY((reply.tokens == TokenCount{20, 60, 20, 7}));
}

void TestAnthropic::thoughtsAreNoAnswer()
{
    const std::string thought =
        wireEvent(R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"hm"}})") +
        wireEvent(R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}})");
    const Reading reading = readStream(streamStart(kApi) + thought + textEvent(kApi, "Done.") + streamEnd(kApi));
    QCOMPARE(reading.reply.text, std::string("Done."));
    const Reading onlyThought = readStream(streamStart(kApi) + thought + streamEnd(kApi, "max_tokens"));
    QVERIFY(onlyThought.fault && onlyThought.fault->why.find("thought") != std::string::npos);
}

void TestAnthropic::reasonsToStop()
{
    QVERIFY(!readStream(wholeStream(kApi, {"x"}, "max_tokens")).fault);
    QVERIFY(!readStream(wholeStream(kApi, {"x"}, "a_reason_of_next_year")).fault);
    const Reading refused = readStream(wholeStream(kApi, {"I cannot do that"}, "refusal"));
    QVERIFY(refused.fault && refused.fault->kind == ErrorKind::Answer);
    QCOMPARE(refused.fault->said, std::string("I cannot do that"));
    const Reading tool = readStream(toolCallStream(kApi));
    QVERIFY(tool.fault && tool.fault->kind == ErrorKind::Answer && tool.fault->again == AttemptFault::Again::Never);
    // A server may call a tool and say that it is done.
    const Reading hidden =
        readStream(streamStart(kApi) + textEvent(kApi, "x") +
                   wireEvent(R"({"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use"}})") +
                   streamEnd(kApi));
    QVERIFY(hidden.fault && hidden.fault->why.find("tool") != std::string::npos);
    const Reading cut = readStream(streamStart(kApi) + textEvent(kApi, "x"));
    QVERIFY(cut.fault && cut.fault->again == AttemptFault::Again::Once);
}

void TestAnthropic::errorsInTheStream()
{
    const Reading busy = readStream(streamStart(kApi) + wireEvent(errorDocument("overloaded_error", "Overloaded")));
    QVERIFY(busy.fault && busy.fault->again == AttemptFault::Again::Later);
    QCOMPARE(busy.fault->said, std::string("Overloaded"));
    const Reading wrong = readStream(wireEvent(errorDocument("invalid_request_error", "no")));
    QVERIFY(wrong.fault && wrong.fault->again == AttemptFault::Again::Never);
}

void TestAnthropic::hostileDocumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("document");
    for (const char* text : {"", "null", "[]", "7", "{", "{}", R"({"content":7})", R"({"type":"message"})"}) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }
    QTest::newRow("deep") << QByteArray(200'000, '[');
    QTest::newRow("not UTF-8") << QByteArray("{\"content\":[{\"type\":\"text\",\"text\":\"\xFF\"}]}");
}

void TestAnthropic::hostileDocumentsAreRefused()
{
    QFETCH(QByteArray, document);
    WireReply reply;
    const auto fault = AnthropicProtocol().takeDocument(document.toStdString(), reply);
    QVERIFY(fault && fault->kind == ErrorKind::Answer);
    // An event of any form that is an object changes nothing that it does not name.
    for (const char* odd : {R"({"type":7})", R"({"type":"message_delta","usage":{"output_tokens":-5}})",
                            R"({"type":"message_start","message":[1]})", R"({"type":"content_block_delta"})"}) {
        QVERIFY(!AnthropicProtocol().takeEvent({"message", odd}, reply));
    }
    QVERIFY(reply.tokens == TokenCount{} && reply.text.empty());
}

QTEST_GUILESS_MAIN(TestAnthropic)
#include "tst_anthropic.moc"
