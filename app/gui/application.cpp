#include "app/gui/application.h"

#include "app/gui/examples.h"
#include "app/gui/manualreader.h"
#include "app/gui/summaries.h"
#include "app/runner/resulttext.h"
#include "app/runner/sessionrunner.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/diagnose/roofs.h"
#include "core/diagnose/theoreticalroofs.h"
#include "core/evaluate/target/target.h"
#include "core/task/tasklibrary.h"
#include "widgets/charts/chartarea.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace espalier {
GuiApplication::GuiApplication(std::filesystem::path store, std::unique_ptr<SearchLauncher> launcher)
    : m_folder(std::move(store)), m_worker(new StoreWorker(m_folder)), m_checker(m_folder),
      m_launcher(std::move(launcher))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_window.setStoreName(QString::fromStdString(m_folder.string()));
    loadTasks();
    m_window.setExamples(readExamples(shareFolder() / "examples"));
    loadTargets();
    m_window.setManual(readManual(shareFolder() / "help"));
    connectStore();
    connectWindow();
    connectLauncher();
    connectChecker();
    m_thread.start();
}

GuiApplication::~GuiApplication()
{
    m_launcher.reset();
    m_thread.quit();
    m_thread.wait();
    m_targets->wait();
    if (m_roofs) {
        m_roofs->wait();
    }
}

void GuiApplication::open(const QString& session, std::optional<NodeNumber> node)
{
    m_wanted = node;
    Q_EMIT openRequested(session);
}

void GuiApplication::show(SessionId session, std::optional<NodeNumber> node)
{
    m_wanted = node;
    if (m_window.live().session().id == session) {
        selectWanted();
    } else {
        Q_EMIT chooseRequested(session);
    }
}

void GuiApplication::selectWanted()
{
    if (const std::optional<NodeNumber> node = std::exchange(m_wanted, std::nullopt)) {
        if (*node < m_window.live().graph().size()) {
            m_window.selection().select(*node);
        } else {
            m_window.showProblem(tr("The session has no node #%1 yet.").arg(*node));
        }
    }
}

void GuiApplication::demo()
{
    connect(m_launcher.get(), &SearchLauncher::ended, this, [this](qlonglong session) {
        Result<Store> store = Store::open(m_folder);
        if (!store) {
            return;
        }
        if (const Result<SearchSummary> summary = summarise(*store, session)) {
            std::printf("%s\n", resultText(*summary, m_folder).c_str());
            std::fflush(stdout);
        }
    });
    m_window.action(Do::FollowBest)->setChecked(true); // whoever watches a demo has nothing to select yet
    m_launcher->start(demoSettings());
}

void GuiApplication::connectStore()
{
    connect(this, &GuiApplication::openRequested, m_worker, &StoreWorker::open);
    connect(this, &GuiApplication::chooseRequested, m_worker, &StoreWorker::choose);
    connect(&m_opener, &Opener::importRequested, &m_importer, &Importer::import);
    connect(&m_importer, &Importer::imported, this, [this](qlonglong session, const QString& sentence) {
        m_toSay = sentence;
        Q_EMIT chooseRequested(session);
    });
    connect(&m_opener, &Opener::linkFollowed, this, &GuiApplication::linkFollowed);
    connect(&m_window, &MainWindow::exampleChosen, this, &GuiApplication::openExample);
    connect(m_worker, &StoreWorker::sessions, &m_window, &MainWindow::setSessions);
    connect(m_worker, &StoreWorker::problem, &m_window, &MainWindow::showProblem);
    connect(m_worker, &StoreWorker::batch, this, [this](const FeedBatch& batch) {
        m_window.take(batch);
        if (batch.reset) {
            selectWanted();
            if (const QString sentence = std::exchange(m_toSay, {}); !sentence.isEmpty()) {
                m_window.showProblem(sentence);
            }
            Q_EMIT sessionShown();
        }
        if (m_window.live().graph().size() > 0) {
            loadRoofs();
        }
    });
    connect(m_worker, &StoreWorker::details, &m_window.details(), &DetailsCache::put);
    FiguresCache* figures = &m_window.charts().figures();
    connect(figures, &FiguresCache::wanted, m_worker, &StoreWorker::loadFigures);
    connect(figures, &FiguresCache::costsWanted, m_worker, &StoreWorker::loadCosts);
    connect(m_worker, &StoreWorker::figures, figures, &FiguresCache::put);
    connect(m_worker, &StoreWorker::costs, figures, &FiguresCache::putCosts);
    connect(&m_window.details(), &DetailsCache::wanted, m_worker, &StoreWorker::load);
}

void GuiApplication::connectWindow()
{
    connect(&m_window, &MainWindow::sessionChosen, this, &GuiApplication::chooseRequested);
    connect(this, &GuiApplication::recordRequested, m_worker, &StoreWorker::record);
    connect(this, &GuiApplication::addRequested, m_worker, &StoreWorker::add);
    // For the session that is looked at now: the worker may have opened another one by the time it reads this.
    connect(&m_window, &MainWindow::commandIssued, this,
            [this](const SteerCommand& command) { Q_EMIT recordRequested(m_window.live().session().id, command); });
    connect(&m_window, &MainWindow::candidateOffered, this,
            [this](NodeNumber node, const Candidate& candidate, const QString& reason) {
                Q_EMIT addRequested(m_window.live().session().id, node, candidate, reason);
            });
    connect(&m_window, &MainWindow::searchRequested, this,
            [this](const SearchRequest& request) { m_launcher->start(toSettings(request)); });
    connect(&m_window, &MainWindow::resumeRequested, this,
            [this](qlonglong session, int steps) { m_launcher->resume(session, resumeLimit(steps)); });
}

int GuiApplication::resumeLimit(int steps) const
{
    const LiveGraph& live = m_window.live();
    const SessionState asked = live.asked();
    const auto steered = asked.budgets.find("steps");
    const int limit = steered == asked.budgets.end() ? live.session().steps : static_cast<int>(steered->second);
    if (steps > 0) {
        return live.step() + steps;
    }
    // Run on a session that reached its limit means: as many again.
    return limit > 0 && live.step() >= limit ? live.step() + limit : 0;
}

void GuiApplication::connectLauncher()
{
    connect(m_launcher.get(), &SearchLauncher::activity, &m_window, &MainWindow::showProblem);
    connect(m_launcher.get(), &SearchLauncher::unsandboxed, this, &GuiApplication::askUnsandboxed);
    connect(m_launcher.get(), &SearchLauncher::failed, &m_window, &MainWindow::showProblem);
    connect(m_launcher.get(), &SearchLauncher::started, this, [this](qlonglong session) {
        if (m_window.live().session().id != session) {
            Q_EMIT chooseRequested(session);
        }
    });
}

void GuiApplication::connectChecker()
{
    connect(&m_window, &MainWindow::checkRequested, this, [this](quint64 check, const Candidate& candidate) {
        m_checker.check(check, m_window.live().session().id, candidate);
    });
    connect(&m_checker, &CandidateChecker::goesOn, &m_window, &MainWindow::checkGoesOn);
    connect(&m_checker, &CandidateChecker::ended, &m_window, &MainWindow::checkEnded);
    connect(&m_checker, &CandidateChecker::failed, &m_window, &MainWindow::checkFailed);
}

void GuiApplication::askUnsandboxed(const QString& why)
{
    auto* question = new QMessageBox(QMessageBox::Warning, tr("No sandbox"), tr("Run candidates without a sandbox?"),
                                     QMessageBox::NoButton, &m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    // The kernel may be anything that a synthesizer wrote, so what it could do is said before the technical reason.
    const QString reason = why.left(1).toUpper() + why.mid(1);
    question->setInformativeText(
        tr("A candidate could then read and change every file that you can. Cancel starts nothing.\n\n%1").arg(reason));
    const QPushButton* run = question->addButton(tr("Run unconfined"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(run, &QPushButton::clicked, m_launcher.get(), &SearchLauncher::repeatUnsandboxed);
    connect(question, &QMessageBox::rejected, this, [this, why] { m_window.showProblem(why); });
    question->open();
}

void GuiApplication::loadRoofs()
{
    // Measured once a machine and kept. A session with nodes has measured them already, so this does not disturb its
    // timing.
    if (m_roofs) {
        return;
    }
    m_roofs.reset(QThread::create([this] {
        const Result<Roofs> measured = roofs();
        if (!measured || measured->levels.empty()) {
            return;
        }
        MachineRoofs shown;
        for (const MemoryLevel& level : measured->levels) {
            shown.levels.push_back({QString::fromStdString(level.name), level.gbytes});
        }
        shown.gflops = measured->fp32Gflops;
        shown.scalarGflops = measured->fp32ScalarGflops;
        shown.machine = tr("%1, %n cores", nullptr, measured->cores).arg(QString::fromStdString(measured->processor));
        shown.fingerprint = measured->fingerprint;
        const TheoreticalRoofs theoretical = theoreticalRoofs(readMachine());
        shown.theoreticalGflops = theoretical.fp32Gflops;
        shown.theoreticalFrom = QString::fromStdString(theoretical.source);
        QMetaObject::invokeMethod(this, [this, shown] { m_window.setRoofs(shown); }, Qt::QueuedConnection);
    }));
    m_roofs->start();
}

void GuiApplication::openExample(const QString& folder)
{
    const auto copy = copyOfExample(folder.toStdString(), defaultStoreFolder() / "examples");
    if (!copy) {
        m_window.showProblem(QString::fromStdString(copy.error().sentence()));
        return;
    }
    Q_EMIT linkFollowed({*copy, 1, {}}); // an example's first session is the one to begin with
}

void GuiApplication::loadTasks()
{
    QStringList names;
    for (const std::string& name : taskNames(shareFolder() / "tasks")) {
        names << QString::fromStdString(name);
    }
    m_window.setTasks(names);
}

void GuiApplication::loadTargets()
{
    // Asking for an OpenCL driver starts a program and takes 0.1 s, which a window that is about to open has not.
    m_targets.reset(QThread::create([this] {
        std::vector<TargetChoice> choices;
        for (const std::string& name : targetNames()) {
            const std::optional<Error> problem = targetProblem(name);
            choices.push_back(
                {QString::fromStdString(name), problem ? QString::fromStdString(problem->sentence()) : QString()});
        }
        QMetaObject::invokeMethod(this, [this, choices] { m_window.setTargets(choices); }, Qt::QueuedConnection);
    }));
    m_targets->start();
}

} // namespace espalier
