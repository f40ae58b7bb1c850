#include "tests/mcp/peer.h"

#include <QtTest>

#include <atomic>

using namespace espalier;
using espalier::test::callEcho;
using espalier::test::codeOf;
using espalier::test::Door;
using espalier::test::Peer;
using nlohmann::json;

/// The protocol without a process: a message in, the messages out.
class ServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionsAreNegotiated_data();
    void versionsAreNegotiated();
    void nothingBeforeInitialize();
    void pingIsAnsweredAtAnyTime();
    void toolsAreListed();
    void aCallGivesTextAndStructure();
    void olderProtocolsGetTextAlone();
    void failuresAreTheToolsAnswer();
    void wrongArgumentsAreRefused_data();
    void wrongArgumentsAreRefused();
    void hostileMessages_data();
    void hostileMessages();
    void notificationsGetNoAnswer();
    void pingAnswersDuringASlowCall();
    void cancelledCallsGetNoAnswer();
    void oneIdIsUnderWayOnce();
    void tooManySlowCallsAreToldSo();
    void endingStopsWhatIsUnderWay();
    void batches();
    void batchesOfOtherVersions();
};

void ServerTest::versionsAreNegotiated_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("agreed");
    for (const char* known : {"2024-11-05", "2025-03-26", "2025-06-18"}) {
        QTest::addRow("%s", known) << QByteArray(known) << QByteArray(known);
    }
    QTest::addRow("one of the future") << QByteArray("2031-01-01") << QByteArray("2025-06-18");
}

void ServerTest::versionsAreNegotiated()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, agreed);
    Peer peer(true, asked.toStdString());
    const json& result = peer.agreed.at("result");
    QCOMPARE(result.at("protocolVersion").get<std::string>(), agreed.toStdString());
    QCOMPARE(result.at("serverInfo").at("name").get<std::string>(), std::string("espalier"));
    QCOMPARE(result.at("serverInfo").at("version").get<std::string>(), std::string("1.2"));
    QVERIFY(result.at("capabilities").contains("tools"));
    QCOMPARE(codeOf(peer.ask("initialize", {{"protocolVersion", "2025-06-18"}})), -32600); // once
}

void ServerTest::nothingBeforeInitialize()
{
    Peer peer(false);
    QCOMPARE(codeOf(peer.ask("tools/list", json::object())), -32600);
    QCOMPARE(codeOf(peer.ask("initialize", json::object())), -32602);
    QCOMPARE(codeOf(peer.ask("initialize", {{"protocolVersion", 7}})), -32602);
    QCOMPARE(codeOf(peer.ask("initialize", {{"protocolVersion", "2025-06-18"}})), 0);
    QCOMPARE(codeOf(peer.ask("tools/list", json::object())), 0);
}

void ServerTest::pingIsAnsweredAtAnyTime()
{
    Peer peer(false);
    const json answer = peer.ask("ping", json::object(), "p1");
    QVERIFY(answer == json::parse(R"({"jsonrpc":"2.0","id":"p1","result":{}})"));
    QCOMPARE(codeOf(peer.answerTo(R"({"jsonrpc":"2.0","id":2,"method":"ping"})")), 0);
}

void ServerTest::toolsAreListed()
{
    Peer peer;
    const json list = peer.ask("tools/list", json::object()).at("result").at("tools");
    QCOMPARE(list.size(), std::size_t{4});
    QCOMPARE(list[0].at("name").get<std::string>(), std::string("echo"));
    QVERIFY(list[0].at("inputSchema").at("properties").contains("word"));
    QCOMPARE(codeOf(peer.ask("tools/list", {{"cursor", "2"}})), -32602);
}

void ServerTest::aCallGivesTextAndStructure()
{
    Peer peer;
    const json result = callEcho(peer, {{"word", "näh\n"}}).at("result");
    QVERIFY(!result.at("isError").get<bool>());
    QVERIFY(result.at("structuredContent") == (json{{"said", "näh\n"}}));
    QCOMPARE(result.at("content")[0].at("type").get<std::string>(), std::string("text"));
    QVERIFY(json::parse(result.at("content")[0].at("text").get<std::string>()) == result.at("structuredContent"));
}

void ServerTest::olderProtocolsGetTextAlone()
{
    Peer peer(true, "2024-11-05");
    const json result = callEcho(peer, {{"word", "a"}}).at("result");
    QVERIFY(!result.contains("structuredContent"));
    QCOMPARE(result.at("content")[0].at("text").get<std::string>(), std::string(R"({"said":"a"})"));
}

void ServerTest::failuresAreTheToolsAnswer()
{
    Peer peer;
    for (const auto& [tool, told] :
         {std::pair("fail", "it does not work: it never does"), std::pair("throw", "no memory")}) {
        const json result = peer.ask("tools/call", {{"name", tool}, {"arguments", json::object()}}).at("result");
        QVERIFY(result.at("isError").get<bool>());
        QVERIFY(result.at("content")[0].at("text").get<std::string>().find(told) != std::string::npos);
    }
    QCOMPARE(codeOf(peer.ask("tools/call", {{"name", "nothing"}})), -32602);
    QCOMPARE(codeOf(peer.ask("tools/call", {{"name", 3}})), -32602);
}

void ServerTest::wrongArgumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* name, const char* arguments, const char* told) {
        QTest::addRow("%s", name) << QByteArray(arguments) << QByteArray(told);
    };
    row("missing", "{}", "arguments.word is missing");
    row("unknown", R"({"word":"a","wrod":1})", "nobody knows: wrod");
    row("of another type", R"({"word":7})", "arguments.word is no string");
    row("no object", "[1]", "arguments is no object");
    row("too long", R"({"word":"123456789"})", "longer than 8 bytes");
    row("below", R"({"word":"a","times":0})", "below 1");
    row("above", R"({"word":"a","times":99999999999999999999})", "arguments.times");
    row("no whole number", R"({"word":"a","times":1.5})", "no integer");
    row("none of the words", R"({"word":"a","how":"LOUD"})", "none of");
    row("too many", R"({"word":"a","list":["x","y","z"]})", "more than 2");
    row("inside a list", R"({"word":"a","list":["x","long"]})", "arguments.list[1] is longer");
    row("a text for a boolean", R"({"word":"a","yes":"true"})", "no boolean");
    row("below, a fraction", R"({"word":"a","share":-0.5})", "below 0");
}

void ServerTest::wrongArgumentsAreRefused()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, told);
    Peer peer;
    const json answer = callEcho(peer, json::parse(arguments.toStdString()));
    QCOMPARE(codeOf(answer), -32602);
    const auto text = answer.at("error").at("message").get<std::string>();
    QVERIFY2(text.find(told.toStdString()) != std::string::npos, text.c_str());
    QCOMPARE(codeOf(callEcho(peer, json::parse(R"({"word":"a","times":2,"how":"low","list":["x"],"share":0.5})"))), 0);
}

void ServerTest::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QByteArray& line, int code) {
        QTest::addRow("%s", name) << line << code;
    };
    row("no JSON", "hello", -32700);
    row("cut off", R"({"jsonrpc":"2.0","id":1)", -32700);
    row("no UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}", -32700);
    row("a zero byte", QByteArray("{\"a\":\0}", 7), -32700);
    row("a number too large", R"({"jsonrpc":"2.0","id":1e999,"method":"ping"})", -32700);
    row("nested a million times", QByteArray(1'000'000, '['), -32700);
    row("nested and closed", QByteArray(100'000, '[') + QByteArray(100'000, ']'), -32700);
    row("nested in the params",
        R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":)" + QByteArray(5000, '[') + QByteArray(5000, ']') +
            "}}",
        -32700);
    row("a number", "5", -32600);
    row("a text", "\"ping\"", -32600);
    row("null", "null", -32600);
    row("no version", R"({"id":1,"method":"ping"})", -32600);
    row("another version", R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600);
    row("no method", R"({"jsonrpc":"2.0","id":1})", -32600);
    row("a method that is no text", R"({"jsonrpc":"2.0","id":1,"method":["ping"]})", -32600);
    row("params that are a list", R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})", -32600);
    row("an id that is null", R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600);
    row("an id that is an object", R"({"jsonrpc":"2.0","id":{},"method":"ping"})", -32600);
    row("an id too long", R"({"jsonrpc":"2.0","method":"ping","id":")" + QByteArray(300, 'i') + "\"}", -32600);
    row("an unknown method", R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})", -32601);
    row("an unknown method of 9 MB", R"({"jsonrpc":"2.0","id":1,"method":")" + QByteArray(9'000'000, 'm') + "\"}",
        -32601);
}

void ServerTest::hostileMessages()
{
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    Peer peer;
    const json answer = peer.answerTo(line.toStdString());
    QCOMPARE(codeOf(answer), code);
    QVERIFY(answer.contains("id"));
    QVERIFY(answer.dump().size() < 1000);
    QCOMPARE(codeOf(peer.ask("ping", json::object())), 0); // it goes on
}

void ServerTest::notificationsGetNoAnswer()
{
    Peer peer;
    const std::size_t before = peer.sent();
    peer.say(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
    peer.say(R"({"jsonrpc":"2.0","method":"notifications/nothing","params":{}})");
    peer.say(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}})");
    peer.say(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{}})");
    peer.say(R"({"jsonrpc":"2.0","id":4,"result":{}})");
    peer.say(R"({"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"m"}})");
    QCOMPARE(peer.sent(), before);
    peer.server().receiveTooLong();
    QCOMPARE(codeOf(peer.message(before)), -32700);
}

void ServerTest::pingAnswersDuringASlowCall()
{
    Peer peer;
    peer.begin("wait", 5);
    peer.door.untilWaiting(1);
    QVERIFY(peer.ask("ping", json::object(), 6).at("id") == 6); // before the call's own answer
    const std::size_t before = peer.sent();
    peer.door.open();
    const json answer = peer.message(before);
    QVERIFY(answer.at("id") == 5);
    QVERIFY(answer.at("result").at("structuredContent").at("passed").get<bool>());
}

void ServerTest::cancelledCallsGetNoAnswer()
{
    Peer peer;
    const std::size_t before = peer.sent();
    peer.begin("wait", 5);
    peer.begin("wait", 6);
    peer.door.untilWaiting(2);
    peer.say(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5,"reason":"no more"}})");
    peer.door.untilCancelled(1);
    peer.door.open();
    QVERIFY(peer.message(before).at("id") == 6);
    QVERIFY(peer.ask("ping", json::object(), 7).at("id") == 7);
    QCOMPARE(peer.sent(), before + 2);
}

void ServerTest::oneIdIsUnderWayOnce()
{
    Peer peer;
    const std::size_t before = peer.sent();
    peer.begin("wait", 5);
    peer.begin("wait", 5);
    QCOMPARE(codeOf(peer.message(before)), -32600);
    peer.door.open();
    QCOMPARE(codeOf(peer.message(before + 1)), 0);
}

void ServerTest::tooManySlowCallsAreToldSo()
{
    Peer peer;
    const std::size_t before = peer.sent();
    for (int id = 10; id < 10 + static_cast<int>(McpServer::kMostCalls) + 1; ++id) {
        peer.begin("wait", id);
    }
    const json refused = peer.message(before);
    QVERIFY(refused.at("id") == 10 + static_cast<int>(McpServer::kMostCalls));
    QVERIFY(refused.at("result").at("isError").get<bool>());
    peer.door.open();
    QCOMPARE(codeOf(peer.message(before + McpServer::kMostCalls)), 0);
}

void ServerTest::endingStopsWhatIsUnderWay()
{
    Door door;
    std::atomic<int> sent = 0;
    {
        McpServer server("1", test::tools(door), [&](const std::string&) { ++sent; });
        server.receive(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})");
        server.receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"wait"}})");
        door.untilWaiting(1);
    }
    QCOMPARE(sent.load(), 1);
}

void ServerTest::batches()
{
    Peer peer(true, "2025-03-26");
    const std::size_t before = peer.sent();
    peer.say(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},
                 {"jsonrpc":"2.0","method":"notifications/initialized"},
                 {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"wait"}},
                 5])");
    peer.door.untilWaiting(1);
    QCOMPARE(peer.sent(), before);
    peer.door.open();
    const json answers = peer.message(before);
    QCOMPARE(answers.size(), std::size_t{3});
    QVERIFY(answers[0].at("id") == 1);
    QCOMPARE(codeOf(answers[1]), -32600);
    QVERIFY(answers[2].at("id") == 2);
    QCOMPARE(codeOf(peer.answerTo("[]")), -32600);
    json many = json::array();
    for (int i = 0; i < 65; ++i) {
        many.push_back({{"jsonrpc", "2.0"}, {"id", i}, {"method", "ping"}});
    }
    QCOMPARE(codeOf(peer.answerTo(many.dump())), -32600);
}

void ServerTest::batchesOfOtherVersions()
{
    for (const char* version : {"2024-11-05", "2025-06-18"}) {
        Peer peer(true, version);
        QCOMPARE(codeOf(peer.answerTo(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])")), -32600);
    }
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
