#include "core/base/rng.h"
#include "core/evaluate/judge/frame.h"
#include "core/evaluate/judge/messages.h"
#include "core/evaluate/judgeclient.h"
#include "evaluatorfixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace espalier;

/// What passes between the program and its judge: whole messages arrive, and nothing else does harm.
class TestProtocol : public QObject
{
    Q_OBJECT

private:
    static std::vector<std::string> requests();
    static std::vector<std::string> replies();
    /// What readFrame makes of these bytes followed by the end of the stream.
    static Result<std::optional<std::string>> frameFrom(const std::string& bytes);

private Q_SLOTS:
    void framesComeBackWhole();
    void brokenFramesAreErrors_data();
    void brokenFramesAreErrors();
    void waitingEndsAtTheDeadline();
    void messagesComeBackEqual();
    void mutatedMessagesNeverHarm();
    void theJudgeSurvivesNonsense_data();
    void theJudgeSurvivesNonsense();
    void aHostileJudgeIsAnError_data();
    void aHostileJudgeIsAnError();
};

std::vector<std::string> TestProtocol::requests()
{
    OpenRequest open;
    open.task = "/tasks/rmsnorm";
    open.worker.program = "/bin/espalier-worker";
    open.baselines = {{"plain", "/tmp/plain.so"}, {"compiled", "/tmp/compiled.so"}};
    open.processors = {0, 1};
    open.device = true;
    open.timed = false;
    open.worker.interpreter = Interpreter{"/usr/bin/python3", "/lib/pyworker", {"/opt/python"}, "/tmp/scratch"};
    open.worker.patience.call = std::chrono::minutes(3);
    open.baselines.push_back({"torch", "/tmp/torch.program", open.worker});
    return {toText(Request(open)), toText(Request(EvaluateRequest{"/tmp/candidate.so"})),
            toText(Request(CancelRequest{}))};
}

std::vector<std::string> TestProtocol::replies()
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    evaluation.cases = {{"big", {{"rows", 3}, {"cols", 4}}, 1.5, 3.0, {2.0, 1.9, 2.1}, 9}};
    const Opened opened{{{"plain", true, "", {1.0, 2.0}, 1.4}, {"openblas", false, "not installed", {}, 0}}, "plain"};
    return {toText(Reply(opened)), toText(Reply(Stage{"timing"})), toText(Reply(Judged{evaluation})),
            toText(Reply(Error{ErrorKind::Usage, "a", "b", "c"}))};
}

Result<std::optional<std::string>> TestProtocol::frameFrom(const std::string& bytes)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        return Error{};
    }
    std::jthread writer([&] {
        [[maybe_unused]] const ssize_t n = write(ends[1], bytes.data(), bytes.size());
        close(ends[1]);
    });
    auto frame = readFrame(ends[0], std::chrono::seconds(5));
    close(ends[0]);
    return frame;
}

void TestProtocol::framesComeBackWhole()
{
    std::array<int, 2> ends{};
    QCOMPARE(pipe(ends.data()), 0);
    const std::string large(3 << 20, 'x');
    std::jthread writer([&] {
        writeFrame(ends[1], "{}");
        writeFrame(ends[1], large);
        close(ends[1]);
    });
    QCOMPARE(**readFrame(ends[0]), std::string("{}"));
    QVERIFY(**readFrame(ends[0]) == large);
    QVERIFY(!*readFrame(ends[0]));
    close(ends[0]);
    QVERIFY(!writeFrame(ends[1], std::string(kFrameCap + 1, 'x')));
}

void TestProtocol::brokenFramesAreErrors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("half a length") << QByteArray("\x05\x00", 2);
    QTest::newRow("no length") << QByteArray("\x00\x00\x00\x00", 4);
    QTest::newRow("huge length") << QByteArray("\xff\xff\xff\xff{}", 6);
    QTest::newRow("cut text") << QByteArray("\x05\x00\x00\x00{}", 6);
    QTest::newRow("only a length") << QByteArray("\x05\x00\x00\x00", 4);
}

void TestProtocol::brokenFramesAreErrors()
{
    QFETCH(QByteArray, bytes);
    const auto frame = frameFrom(bytes.toStdString());
    QVERIFY(!frame);
    QCOMPARE(frame.error().kind, ErrorKind::Machine);
}

void TestProtocol::waitingEndsAtTheDeadline()
{
    std::array<int, 2> ends{};
    QCOMPARE(pipe(ends.data()), 0);
    QVERIFY(!readFrame(ends[0], std::chrono::milliseconds(60)));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = readFrame(ends[0], {}, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Interrupted);
    close(ends[0]);
    close(ends[1]);
}

void TestProtocol::messagesComeBackEqual()
{
    for (const std::string& text : requests()) {
        const auto request = requestFromText(text);
        QVERIFY2(bool(request), text.c_str());
        QCOMPARE(toText(*request), text);
    }
    for (const std::string& text : replies()) {
        const auto reply = replyFromText(text);
        QVERIFY2(bool(reply), text.c_str());
        QCOMPARE(toText(*reply), text);
    }
}

void TestProtocol::mutatedMessagesNeverHarm()
{
    Rng rng(7);
    std::vector<std::string> all = requests();
    for (std::string& reply : replies()) {
        all.push_back(std::move(reply));
    }
    for (int round = 0; round < 20'000; ++round) {
        std::string text = all[rng.below(all.size())];
        for (std::uint64_t edits = 1 + rng.below(4); edits > 0 && !text.empty(); --edits) {
            const std::size_t at = rng.below(text.size());
            switch (rng.below(4)) {
            case 0:
                text[at] = static_cast<char>(rng.next());
                break;
            case 1:
                text.erase(at, 1 + rng.below(8));
                break;
            case 2:
                text.insert(at, text.substr(rng.below(text.size()), rng.below(20)));
                break;
            default:
                text.resize(at);
                break;
            }
        }
        const auto request = requestFromText(text);
        const auto reply = replyFromText(text);
        QVERIFY(request || !request.error().what.empty());
        QVERIFY(reply || !reply.error().what.empty());
    }
    QVERIFY(!requestFromText(std::string(100'000, '[')));
    QVERIFY(!requestFromText(
        R"({"op":"open","task":"x","worker":"y","baselines":[],"processors":[],"seconds_per_case":1})"));
    QVERIFY(!replyFromText(R"({"kind":"judged","evaluation":{"verdict":7}})"));
}

void TestProtocol::theJudgeSurvivesNonsense_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto framed = [](const QByteArray& text) {
        QByteArray bytes;
        for (int shift = 0; shift < 32; shift += 8) {
            bytes += static_cast<char>((text.size() >> shift) & 0xff);
        }
        return bytes + text;
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("not json") << framed("hello");
    QTest::newRow("no task") << framed(R"({"op":"evaluate","library":"/tmp/x.so"})");
    QTest::newRow("absent task") << framed(
        R"({"op":"open","task":"/nowhere","worker":"/bin/true","baselines":[{"name":"plain","library":"/nowhere"}],"processors":[-5,99999],"seconds_per_case":1e300})");
    QTest::newRow("cut") << framed(R"({"op":"cancel"})").chopped(3);
}

void TestProtocol::theJudgeSurvivesNonsense()
{
    QFETCH(QByteArray, bytes);
    QProcess judge;
    judge.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier-judge"), {});
    QVERIFY(judge.waitForStarted());
    judge.write(bytes);
    judge.closeWriteChannel();
    QVERIFY(judge.waitForFinished(10'000));
    QCOMPARE(judge.exitStatus(), QProcess::NormalExit);
    const QByteArray answer = judge.readAllStandardOutput();
    QVERIFY(answer.isEmpty() || replyFromText(answer.mid(4).toStdString()));
}

void TestProtocol::aHostileJudgeIsAnError_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("ends") << QStringLiteral("exit 0");
    QTest::newRow("garbage") << QStringLiteral("printf 'all is well, accepted, 99x'");
    QTest::newRow("huge") << QStringLiteral("printf '\\377\\377\\377\\377'; sleep 5");
    QTest::newRow("another answer") << QStringLiteral("printf '\\037\\0\\0\\0{\"kind\":\"stage\",\"stage\":\"done\"}'");
    QTest::newRow("half") << QStringLiteral("printf '\\020\\0\\0\\0{\"kind\"'");
}

void TestProtocol::aHostileJudgeIsAnError()
{
    QFETCH(QString, script);
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("judge")).toStdString();
    std::ofstream(path) << "#!/bin/sh\n" << script.toStdString() << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    auto client = JudgeClient::start(path);
    QVERIFY(bool(client));
    OpenRequest open;
    open.baselines = {{"plain", "/tmp/x.so"}};
    const auto opened = (*client)->open(open);
    QVERIFY(!opened);
    QVERIFY(!opened.error().sentence().empty());
}

QTEST_GUILESS_MAIN(TestProtocol)
#include "tst_protocol.moc"
