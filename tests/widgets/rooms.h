#pragma once

#include "tests/widgets/demosession.h"
#include "widgets/charts/chartarea.h"
#include "widgets/charts/plot.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/diff/guardbar.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/choicebutton.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/filterpanel.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/patchdialog.h"
#include "widgets/panels/steerbar.h"
#include "widgets/panels/steerbutton.h"
#include "widgets/panels/steerdesk.h"
#include "widgets/panels/topbar.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/reviewpage.h"
#include "widgets/review/reviewsteps.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"
#include "widgets/window/workbar.h"

#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QTableView>
#include <QTest>

#include <functional>
#include <set>

namespace espalier::test {

/// A window with a session in which everything is there that a page can show.
class Rooms
{
public:
    using Visit = std::function<void(const QString& name, QWidget& room)>;

    Rooms()
    {
        demo.summary.policy = QStringLiteral("uct");
        demo.summary.budgets = {{"steps", 300}, {"minutes", 0}, {"workers", 3}};
        demo.summary.synthesizers = {{QStringLiteral("anthropic"), 80}, {QStringLiteral("rules"), 20}};
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) { window.details().put(generation, node, details(node)); },
            Qt::QueuedConnection);
        QObject::connect(&window, &MainWindow::commandIssued, &window,
                         [this](const SteerCommand& command) { record(command); });
        AssemblyCache& codes = window.inspector().diffPane().assemblies();
        QObject::connect(
            &codes, &AssemblyCache::wanted, &window,
            [&codes](quint64 generation, NodeNumber node) {
                auto code = std::make_shared<NodeAssembly>();
                code->forms = {{QStringLiteral("SASS"), "f:\n    MOV R1, " + std::to_string(node) + "\n"},
                               {QStringLiteral("PTX"), "f:\n    ret;\n"}};
                codes.put(generation, node, code);
            },
            Qt::QueuedConnection);
        window.setTasks({QStringLiteral("rmsnorm")});
        window.setTargets({{QStringLiteral("cpu"), {}}, {QStringLiteral("cuda"), QStringLiteral("no driver")}});
        window.setExamples({{QStringLiteral("Softmax"), QStringLiteral("An example."), QStringLiteral("nowhere")}});
        window.setManual(
            {{QStringLiteral("Manual"), QStringLiteral("# Manual\n[next](next.md)"), QStringLiteral("index")},
             {QStringLiteral("Next"), QStringLiteral("# Next\nWords."), QStringLiteral("next")}});
        window.setSessions(demo.sessions());
        window.resize(1500, 1000);
        window.show();
        window.take(demo.opening());
        record({SteerVerb::Bookmark, kNode, 0, ""});
        record({SteerVerb::Bookmark, 4, 0, ""});
        record({SteerVerb::Note, kNode, 0, "Why tiles help"});
        record({SteerVerb::Comment, kNode, 5, "Why?"});
        window.activateWindow();
        select();
    }

    /// Opens every page, panel, popover, menu and dialog as a person does, has it visited and closes it. What a command
    /// opens is found by giving every command, so a dialog added later is among them.
    void visitAll(const Visit& visit)
    {
        visitPages(visit);
        visitPanels(visit);
        visitCommands(visit);
        visitPopovers(visit);
        visitQuestions(visit);
        visitModes(visit);
    }

    static constexpr NodeNumber kNode = 17;
    DemoSession demo{60};
    MainWindow window;

private:
    NodeDetailsPtr details(NodeNumber node) const
    {
        auto own = std::make_shared<NodeDetails>(*demo.details(node));
        own->exchanges = {{"model-a", "You write kernels.", "Make it faster.", "Here it is.", ""}};
        KernelProfile kernel;
        kernel.name = "scale(float *)";
        kernel.durationUs = 231;
        kernel.blocks = 512;
        kernel.blockThreads = 128;
        kernel.theoreticalOccupancy = 37.5;
        kernel.memoryPercent = 67.5;
        kernel.stalls = {{"long_scoreboard", 6}, {"barrier", 1}};
        ProfileReport report;
        report.tool = "ncu";
        report.device = "a GPU";
        report.kernels = {kernel};
        own->profiles = {report, report};
        return own;
    }

    void record(const SteerCommand& command)
    {
        FeedBatch batch = demo.batch(0, 0);
        batch.events = {{++m_event, command, "anna", 1.7e9, std::nullopt}};
        batch.inFlight = demo.inFlight;
        window.take(batch);
    }

    void settle() const
    {
        for (int i = 0; i < 5; ++i) {
            QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QApplication::processEvents();
        }
    }

    void select()
    {
        window.selection().select(kNode);
        settle();
    }

    /// Whatever windows that opens, one after the other; then they are closed.
    void visitOpened(const QString& name, const std::function<void()>& open, const Visit& visit)
    {
        const QWidgetList before = QApplication::topLevelWidgets();
        open();
        settle();
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible() && !before.contains(widget) && !widget->inherits("QTipLabel")) {
                visit(name, *widget);
                widget->close();
            }
        }
        settle();
    }

    void visitPages(const Visit& visit)
    {
        const std::vector<Inspector::Tab> tabs{Inspector::DiffTab,      Inspector::SourceTab,  Inspector::CasesTab,
                                               Inspector::DiagnosisTab, Inspector::ProfileTab, Inspector::BuildTab,
                                               Inspector::PromptTab,    Inspector::ReviewTab};
        static_assert(Inspector::Tabs == 8);
        for (const Inspector::Tab tab : tabs) {
            window.inspector().setTab(tab);
            settle();
            visit(QStringLiteral("inspector %1").arg(tab), window.inspector());
        }
        window.inspector().setTab(Inspector::DiffTab);
        DiffPane& pane = window.inspector().diffPane();
        for (int what = 0; what < kComparedKinds; ++what) {
            pane.setCompared(static_cast<Compared>(what));
            QTest::qWait(20);
            visit(QStringLiteral("compare ") + titleOf(static_cast<Compared>(what)), pane);
        }
        pane.guard().setSentence(QStringLiteral("Long lines."), QStringLiteral("Show all"));
        visit(QStringLiteral("compare guard"), pane);
        pane.guard().setSentence({}, {});
        pane.setCompared(Compared::Source);
        for (int chart = 0; chart < ChartArea::Charts; ++chart) {
            window.charts().showChart(static_cast<ChartArea::Chart>(chart), 0);
            settle();
            visit(QStringLiteral("chart %1").arg(chart), window.charts());
        }
        window.charts().showChart(ChartArea::Progress, 0);
        window.charts().showChart(ChartArea::Roofline, 1);
        window.action(Do::Welcome)->trigger();
        settle();
        visit(QStringLiteral("welcome page"), window);
        window.take(demo.opening());
        select();
        window.selection().setBaseline(NodeNumber{4});
        settle();
        visit(QStringLiteral("window with a baseline"), window);
        window.selection().setBaseline(std::nullopt);
    }

    void visitPanels(const Visit& visit)
    {
        for (const Do toggle : {Do::ShowSessions, Do::ShowLanes, Do::ShowFilter, Do::ShowLegend, Do::ShowInspector,
                                Do::ShowCharts, Do::ShowIcicle, Do::ShowLesson}) {
            if (!window.action(toggle)->isChecked()) {
                window.action(toggle)->trigger();
            }
        }
        for (QDockWidget* panel : window.docks().panels()) {
            panel->raise();
            settle();
            visit(panel->windowTitle(), *panel);
        }
        window.action(Do::ResetLayout)->trigger();
        window.action(Do::Outline)->trigger();
        settle();
        visit(QStringLiteral("outline"), window);
        window.action(Do::Outline)->trigger();
        window.showNotice(QStringLiteral("A sentence."));
        settle();
        visit(QStringLiteral("notice"), window);
        window.showNotice({});
        const quint64 work = window.works().begin(QStringLiteral("Reading a run…"), [] { return true; });
        QTest::qWait(2 * WorkBar::kPatienceMs);
        visit(QStringLiteral("work"), window);
        window.works().end(work);
    }

    void visitCommands(const Visit& visit)
    {
        for (const ActionSpec& spec : actionSpecs()) {
            // About is Qt's own box and blocks; the others are visited as modes of the window.
            static const std::set<Do> kElsewhere{Do::Quit, Do::About, Do::Replay, Do::GiveLesson, Do::Outline};
            QAction* action = window.action(spec.id);
            if (kElsewhere.contains(spec.id) || !action->isEnabled()) {
                continue;
            }
            visitOpened(action->text(), [action] { action->trigger(); }, visit);
            if (spec.checkable && action->isEnabled()) {
                action->trigger();
            }
            select();
        }
        window.action(Do::ResetLayout)->trigger();
        window.selection().setBaseline(std::nullopt);
    }

    void visitPopovers(const Visit& visit)
    {
        SteerBar& bar = window.topBar().steerBar();
        for (SteerButton* button : {&bar.policy(), &bar.mix(), &bar.memory()}) {
            visitOpened(button->button().accessibleName(), [button] { button->button().click(); }, visit);
        }
        for (int row = 0; row < FilterPanel::Rows; ++row) {
            visitOpened(
                QStringLiteral("filter %1").arg(row),
                [&] { window.filterPanel().choice(static_cast<FilterPanel::Row>(row)).open(); }, visit);
        }
        QMenu menu;
        window.steerDesk().addTo(menu);
        visitOpened(QStringLiteral("node menu"), [&] { menu.popup({}); }, visit);
        DiffPane& pane = window.inspector().diffPane();
        window.inspector().setTab(Inspector::DiffTab);
        visitOpened(QStringLiteral("comparison's menu"), [&] { Q_EMIT pane.view().menuRequested({}); }, visit);
    }

    /// What a page or the program asks, rather than a command.
    void visitQuestions(const Visit& visit)
    {
        ReviewPage& review = window.inspector().review();
        window.inspector().setTab(Inspector::ReviewTab);
        for (const SteerVerb verb : {SteerVerb::Propose, SteerVerb::Review, SteerVerb::Approve, SteerVerb::Reject}) {
            settle();
            visitOpened(QStringLiteral("review"), [&] { review.steps().button(verb)->click(); }, visit);
        }
        visit(QStringLiteral("review under way"), review);
        window.inspector().setTab(Inspector::SourceTab);
        visitOpened(
            QStringLiteral("comment on a line"), [&] { Q_EMIT window.inspector().source().lineAsked(2); }, visit);
        window.inspector().setTab(Inspector::DiffTab);
        visitOpened(
            QStringLiteral("export patch"),
            [&] {
                auto* patch = new PatchDialog(kNode, QStringLiteral("espalier/rmsnorm-1.17"), &window);
                patch->setAttribute(Qt::WA_DeleteOnClose);
                patch->show();
            },
            visit);
        visitOpened(
            QStringLiteral("edit checked"),
            [&] {
                window.editNode(kNode);
                auto* edit = window.findChild<EditDialog*>();
                edit->check();
                edit->showResult(details(kNode)->evaluation);
            },
            visit);
    }

    void visitModes(const Visit& visit)
    {
        window.action(Do::Replay)->trigger();
        settle();
        visit(QStringLiteral("replay"), window);
        window.action(Do::Replay)->trigger();
        settle();
        window.lesson().begin();
        settle();
        visit(QStringLiteral("lesson"), window);
        window.lesson().end();
        settle();
        select();
    }

    std::int64_t m_event = 100;
};

} // namespace espalier::test
