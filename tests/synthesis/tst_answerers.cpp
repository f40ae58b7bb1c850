#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/model/commandmodel.h"
#include "core/model/conversationtext.h"
#include "core/model/mailboxmodel.h"
#include "core/model/recordedmodel.h"
#include "core/synthesis/answer/parseanswer.h"
#include "core/synthesis/synthesizerchoice.h"

#include <QTest>

#include <csignal>
#include <future>
#include <thread>

using namespace espalier;

namespace {

namespace fs = std::filesystem;

ModelRequest question()
{
    return {"You write kernels.\n",
            {{ModelTurn::Role::User, "# Task\nMake it fast.\n"}},
            {{"parent.cpp", "int x;\n"}},
            "step-0012",
            1};
}

ModelRequest secondTurn()
{
    ModelRequest request = question();
    request.turns.push_back({ModelTurn::Role::Model, "no code"});
    request.turns.push_back({ModelTurn::Role::User, "Send code.\n"});
    return request;
}

Result<ModelReply> askShell(const std::string& script, std::chrono::seconds patience = std::chrono::seconds(20))
{
    return CommandModel({"sh", "-c", script}, patience).ask(question(), {}, {});
}

/// Waits for a file as a person would, who looks from time to time.
bool appears(const fs::path& file)
{
    for (int i = 0; i < 500 && !fs::exists(file); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return fs::exists(file);
}

std::string sourceIn(const std::string& answer)
{
    const auto parsed = parseAnswer(answer, "", "cpp");
    const auto* good = std::get_if<ParsedAnswer>(&parsed);
    return good != nullptr ? good->source : "none";
}

} // namespace

/// Those who answer prompts without a network: commands, mailboxes, recordings.
class TestAnswerers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsReadThePromptAndAnswer();
    void commandsTellWhyTheyFailed();
    void missingCommandIsTheMachines();
    void commandsAreStoppedWithTheirChildren();
    void commandsMayNotTalkForever();
    void mailboxWaitsForTheReply();
    void mailboxTakesABareSource();
    void mailboxFindsEarlierAnswers();
    void mailboxMovesOthersAside();
    void mailboxHasASecondTurn();
    void mailboxKeepsTheTurnThatWasAnswered();
    void labelsCannotLeaveTheMailbox();
    void recordingsAnswerByStepAndTurn();
    void examplesAreWhole();
    void conversationsAreWrittenOut();
    void fencesHold();
    void choicesAreRead_data();
    void choicesAreRead();
    void toolsAreAskedFor();
    void foldersThatTextCannotKeepAreRefused();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();

private:
    TemporaryFolder m_folder{"espalier-mailbox"};
};

void TestAnswerers::commandsReadThePromptAndAnswer()
{
    std::string live;
    const auto reply =
        CommandModel({"sh", "-c", "tr a-z A-Z"}).ask(question(), [&](std::string_view text) { live += text; }, {});
    QVERIFY2(reply, reply ? "" : reply.error().sentence().c_str());
    QCOMPARE(reply->text, std::string("YOU WRITE KERNELS.\n\n# TASK\nMAKE IT FAST.\n"));
    QCOMPARE(live, reply->text);
    const auto deaf = askShell("echo done"); // never reads its input
    QVERIFY(deaf && deaf->text == "done\n");
}

void TestAnswerers::commandsTellWhyTheyFailed()
{
    const auto reply = askShell("echo the model sleeps >&2; exit 3");
    QVERIFY(!reply);
    QCOMPARE(int(reply.error().kind), int(ErrorKind::Answer));
    QCOMPARE(reply.error().why, std::string("it ended with code 3: the model sleeps"));
    QVERIFY(askShell("kill -9 $$").error().why.starts_with("it crashed"));
}

void TestAnswerers::missingCommandIsTheMachines()
{
    const auto reply = CommandModel({"/nonexistent/oracle"}).ask(question(), {}, {});
    QVERIFY(!reply);
    QCOMPARE(int(reply.error().kind), int(ErrorKind::Machine));
}

void TestAnswerers::commandsAreStoppedWithTheirChildren()
{
    const fs::path mark = m_folder.path() / "pid";
    std::stop_source stop;
    auto reply = std::async(std::launch::async, [&] {
        return CommandModel({"sh", "-c",
                             "sleep 600 & echo $! > " + mark.string() + ".part; mv " + mark.string() + ".part " +
                                 mark.string() + "; wait"})
            .ask(question(), {}, stop.get_token());
    });
    QVERIFY(appears(mark));
    stop.request_stop();
    QCOMPARE(int(reply.get().error().kind), int(ErrorKind::Interrupted));
    const int child = std::stoi(*readFile(mark));
    QVERIFY(kill(child, 0) != 0 ||
            readFile("/proc/" + std::to_string(child) + "/stat")->find(") Z") != std::string::npos);
}

void TestAnswerers::commandsMayNotTalkForever()
{
    QVERIFY(askShell("yes").error().why.find("2 MiB") != std::string::npos);
    QVERIFY(askShell("sleep 600", std::chrono::seconds(0)).error().why.find("not done") != std::string::npos);
}

void TestAnswerers::mailboxWaitsForTheReply()
{
    const MailboxModel mailbox(m_folder.path() / "waits");
    const fs::path step = m_folder.path() / "waits" / "step-0012";
    auto reply = std::async(std::launch::async, [&] { return mailbox.ask(question(), {}, {}); });
    QVERIFY(appears(step / "prompt.md"));
    QCOMPARE(*readFile(step / "parent.cpp"), std::string("int x;\n"));
    QCOMPARE(*readFile(step / "prompt.md"), conversationText(question()));
    QVERIFY(writeFileAtomic(step / "answer.md", "half"));
    QVERIFY(writeFileAtomic(step / "answer.md", "half and whole"));
    const auto got = reply.get();
    QVERIFY(got);
    QCOMPARE(got->text, std::string("half and whole"));
    QCOMPARE(got->model, std::string("mailbox"));
}

void TestAnswerers::mailboxTakesABareSource()
{
    const fs::path step = m_folder.path() / "bare" / "step-0012";
    fs::create_directories(step);
    QVERIFY(writeFileAtomic(step / "answer.cpp", "void f(); // ``` inside\n"));
    const auto got = MailboxModel(m_folder.path() / "bare").ask(question(), {}, {});
    QVERIFY(got);
    QCOMPARE(sourceIn(got->text), std::string("void f(); // ``` inside\n"));
}

void TestAnswerers::mailboxFindsEarlierAnswers()
{
    const MailboxModel mailbox(m_folder.path() / "earlier");
    const fs::path step = m_folder.path() / "earlier" / "step-0012";
    std::stop_source stop;
    auto first = std::async(std::launch::async, [&] { return mailbox.ask(question(), {}, stop.get_token()); });
    QVERIFY(appears(step / "prompt.md"));
    stop.request_stop();
    QCOMPARE(int(first.get().error().kind), int(ErrorKind::Interrupted));
    QVERIFY(writeFileAtomic(step / "answer.md", "while nobody searched"));
    const auto second = mailbox.ask(question(), {}, {});
    QVERIFY(second && second->text == "while nobody searched");
}

void TestAnswerers::mailboxMovesOthersAside()
{
    const fs::path box = m_folder.path() / "others";
    fs::create_directories(box / "step-0012");
    QVERIFY(writeFileAtomic(box / "step-0012" / "prompt.md", "another search's"));
    QVERIFY(writeFileAtomic(box / "step-0012" / "answer.md", "to another prompt"));
    std::stop_source stop;
    auto reply =
        std::async(std::launch::async, [&] { return MailboxModel(box).ask(question(), {}, stop.get_token()); });
    QVERIFY(appears(box / "step-0012-old-1" / "answer.md"));
    QVERIFY(appears(box / "step-0012" / "prompt.md"));
    QVERIFY(!fs::exists(box / "step-0012" / "answer.md"));
    stop.request_stop();
    QVERIFY(!reply.get());
}

void TestAnswerers::mailboxHasASecondTurn()
{
    const fs::path step = m_folder.path() / "second" / "step-0012";
    fs::create_directories(step);
    QVERIFY(writeFileAtomic(step / "answer-2.md", "better"));
    const auto got = MailboxModel(m_folder.path() / "second").ask(secondTurn(), {}, {});
    QVERIFY(got && got->text == "better");
    QCOMPARE(*readFile(step / "prompt-2.md"), std::string("Send code.\n"));
}

void TestAnswerers::mailboxKeepsTheTurnThatWasAnswered()
{
    const fs::path step = m_folder.path() / "kept" / "step-0012";
    fs::create_directories(step);
    QVERIFY(writeFileAtomic(step / "prompt-2.md", "It takes 1.25 ms.\n"));
    QVERIFY(writeFileAtomic(step / "answer-2.md", "to 1.25 ms"));
    const auto got = MailboxModel(m_folder.path() / "kept").ask(secondTurn(), {}, {});
    QVERIFY(got && got->text == "to 1.25 ms");
    QCOMPARE(*readFile(step / "prompt-2.md"), std::string("It takes 1.25 ms.\n"));
    QVERIFY(writeFileAtomic(step / "prompt-3.md", "It takes 1.5 ms.\n"));
    ModelRequest third = secondTurn();
    third.turns.push_back({ModelTurn::Role::Model, "a call"});
    third.turns.push_back({ModelTurn::Role::User, "It takes 1.75 ms.\n"});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!MailboxModel(m_folder.path() / "kept").ask(third, {}, stop.get_token()));
    QCOMPARE(*readFile(step / "prompt-3.md"), std::string("It takes 1.75 ms.\n")); // nobody had answered it
}

void TestAnswerers::labelsCannotLeaveTheMailbox()
{
    const fs::path box = m_folder.path() / "inside";
    fs::create_directories(box / "step");
    QVERIFY(writeFileAtomic(box / "step" / "answer.md", "here"));
    ModelRequest request = question();
    request.label = "../../step";
    request.files = {{"../../parent.cpp", "int x;\n"}};
    QVERIFY(MailboxModel(box).ask(request, {}, {}));
    QVERIFY(fs::exists(box / "step" / "parent.cpp"));
}

void TestAnswerers::recordingsAnswerByStepAndTurn()
{
    const fs::path box = m_folder.path() / "recording";
    fs::create_directories(box / "step-0012");
    fs::create_directories(box / "step-0013");
    QVERIFY(writeFileAtomic(box / "step-0012" / "answer.md", "first"));
    QVERIFY(writeFileAtomic(box / "step-0012" / "answer-2.md", "second"));
    const auto answers = answersFrom(box);
    QVERIFY(answers);
    QCOMPARE(answers->size(), 1U); // the other was never answered
    const RecordedModel recording(*answers, "box");
    QCOMPARE(recording.ask(question(), {}, {})->text, std::string("first"));
    QCOMPARE(recording.ask(secondTurn(), {}, {})->text, std::string("second"));
    ModelRequest other = question();
    other.label = "step-0013";
    QCOMPARE(int(recording.ask(other, {}, {}).error().kind), int(ErrorKind::Answer));
    QVERIFY(!answersFrom(m_folder.path() / "nowhere"));
}

void TestAnswerers::examplesAreWhole()
{
    for (const char* task : {"softmax", "layernorm", "conv1d"}) {
        const auto answers = answersFrom(fs::path(ESPALIER_SOURCE_DIR "/resources/examples") / task);
        QVERIFY2(answers, task);
        QCOMPARE(answers->size(), 34U);
        for (const auto& [label, turns] : *answers) {
            QVERIFY2(label.starts_with("step-00") && !turns.front().empty(), label.c_str());
        }
    }
}

void TestAnswerers::conversationsAreWrittenOut()
{
    QCOMPARE(conversationText(secondTurn()),
             std::string("You write kernels.\n\n# Task\nMake it fast.\n\n# Your answer so far\n\nno code\n\n"
                         "# What is asked of you now\n\nSend code.\n"));
}

void TestAnswerers::fencesHold()
{
    for (const char* source : {"int x;", "int x;\n", "// ```\n", "// `````` and ```` more\n", "```\n```cpp\n"}) {
        const std::string whole = std::string(source).ends_with('\n') ? source : std::string(source) + "\n";
        QCOMPARE(sourceIn(fencedAnswer(source, "cpp")), whole);
    }
}

void TestAnswerers::choicesAreRead_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("again");
    QTest::newRow("rules") << std::string("rules") << std::string("rules");
    QTest::newRow("absolute") << std::string("mailbox:/box/") << std::string("mailbox:/box/");
    QTest::newRow("relative") << std::string("mailbox:box") << "mailbox:" + (fs::current_path() / "box").string();
    QTest::newRow("command") << std::string("command: llm -m x*y ") << std::string("command:llm -m x*y");
    QTest::newRow("mix") << std::string(" 80*openai:q@http://h/v1 + 20 * rules")
                         << std::string("80*openai:q@http://h/v1 + 20*rules");
    QTest::newRow("even") << std::string("rules + command:a") << std::string("1*rules + 1*command:a");
    QTest::newRow("session") << std::string("replay:12") << std::string("replay:12");
    QTest::newRow("tools") << std::string("replay:12+tools") << std::string("replay:12+tools");
    QTest::newRow("tools after blanks") << std::string("command: llm -m x +tools ")
                                        << std::string("command:llm -m x+tools");
    QTest::newRow("tools and code") << std::string("anthropic:m+tools=/src/a:/src/b/ + rules")
                                    << std::string("1*anthropic:m+tools=/src/a:/src/b/ + 1*rules");
    QTest::newRow("tools and a relative folder")
        << std::string("mailbox:/box+tools=src") << "mailbox:/box+tools=" + (fs::current_path() / "src").string();
    QTest::newRow("code in a folder of that name")
        << std::string("mailbox:/box+tools=/src/x+tools") << std::string("mailbox:/box+tools=/src/x+tools");
    QTest::newRow("code below a folder of that name")
        << std::string("mailbox:/box+tools=/a+tools=b") << std::string("mailbox:/box+tools=/a+tools=b");
    QTest::newRow("tools behind a folder of nearly that name")
        << std::string("mailbox:/box+toolsmith+tools=/src") << std::string("mailbox:/box+toolsmith+tools=/src");
    QTest::newRow("a colon in a mailbox") << std::string("mailbox:/a:b+tools") << std::string("mailbox:/a:b+tools");
    QTest::newRow("a folder of that name")
        << std::string("mailbox:/box+tools/x") << std::string("mailbox:/box+tools/x");
}

void TestAnswerers::choicesAreRead()
{
    QFETCH(std::string, text);
    QFETCH(std::string, again);
    const auto choices = parseSynthesizers(text);
    QVERIFY2(choices, choices ? "" : choices.error().sentence().c_str());
    QCOMPARE(toText(*choices), again);
    const auto reread = parseSynthesizers(again);
    QVERIFY(reread);
    QCOMPARE(toText(*reread), again);
    for (std::size_t at = 0; at < choices->size(); ++at) {
        QCOMPARE(reread->at(at).tools, choices->at(at).tools);
        QCOMPARE(reread->at(at).code.size(), choices->at(at).code.size());
    }
}

void TestAnswerers::toolsAreAskedFor()
{
    const auto plain = parseSynthesizers("mailbox:/box+toolsmith");
    QVERIFY(plain && !plain->front().tools);
    QCOMPARE(plain->front().detail, std::string("/box+toolsmith"));
    const auto choice = parseSynthesizers("openai:q@http://h:80/v1+tools=/src/a:/src/b");
    QVERIFY(choice && choice->front().tools);
    QCOMPARE(choice->front().detail, std::string("q@http://h:80/v1"));
    QCOMPARE(choice->front().code, (std::vector<std::string>{"/src/a", "/src/b"}));
    const auto named = parseSynthesizers("mailbox:/box+tools=/src/x+tools");
    QVERIFY(named && named->front().tools);
    QCOMPARE(named->front().detail, std::string("/box"));
    QCOMPARE(named->front().code, std::vector<std::string>{"/src/x+tools"});
}

void TestAnswerers::foldersThatTextCannotKeepAreRefused()
{
    const fs::path before = fs::current_path();
    const auto from = [&](const char* folder, const char* text) {
        fs::create_directories(m_folder.path() / folder);
        fs::current_path(m_folder.path() / folder);
        const auto choices = parseSynthesizers(text);
        fs::current_path(before);
        return choices ? std::string("taken") : choices.error().sentence();
    };
    for (const char* folder : {"a:b", "a + b"}) {
        QVERIFY2(from(folder, "mailbox:/box+tools=src").starts_with("the tools cannot search /"), folder);
        QCOMPARE(from(folder, "mailbox:/box+tools=/src"), std::string("taken"));
    }
    for (const char* folder : {"a + b", "c+tools=d"}) {
        QVERIFY2(from(folder, "mailbox:box").find("cannot be used") != std::string::npos, folder);
        QVERIFY2(from(folder, "replay:box").find("cannot be used") != std::string::npos, folder);
        QCOMPARE(from(folder, "replay:12"), std::string("taken"));
        QCOMPARE(from(folder, "command:llm"), std::string("taken"));
    }
    QCOMPARE(from("a:b", "mailbox:box"), std::string("taken"));
    QCOMPARE(from("c+tools=d", "mailbox:/box+tools=src"), std::string("taken"));
}

void TestAnswerers::nonsenseIsRefused_data()
{
    QTest::addColumn<std::string>("text");
    for (const char* text : {"", "oracle", "rules:x", "mailbox", "mailbox:", "0*rules", "-1*rules", "x*rules",
                             "inf*rules", "rules + ", " + rules", "nan*rules", "rules+tools", "mailbox:+tools"}) {
        QTest::newRow(text) << std::string(text);
    }
}

void TestAnswerers::nonsenseIsRefused()
{
    QFETCH(std::string, text);
    const auto choices = parseSynthesizers(text);
    QVERIFY(!choices);
    QCOMPARE(int(choices.error().kind), int(ErrorKind::Usage));
}

QTEST_GUILESS_MAIN(TestAnswerers)
#include "tst_answerers.moc"
