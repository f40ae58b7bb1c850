#include "widgets/panels/steerdesk.h"

#include "widgets/common/format.h"
#include "widgets/panels/steerdialog.h"
#include "widgets/panels/steeringdialog.h"
#include "widgets/panels/steeringlog.h"

#include <QMenu>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

struct NodeAction
{
    Do id;
    SteerVerb verb;
};
constexpr std::array<NodeAction, 4> kMarks{{{Do::Prune, SteerVerb::Prune},
                                            {Do::Restore, SteerVerb::Restore},
                                            {Do::Pin, SteerVerb::Pin},
                                            {Do::Unpin, SteerVerb::Unpin}}};
constexpr std::array<NodeAction, 3> kAsked{
    {{Do::Boost, SteerVerb::Boost}, {Do::Expand, SteerVerb::Expand}, {Do::Hint, SteerVerb::Hint}}};

bool wouldChange(SteerVerb verb, NodeNumber node, const NodeState& state)
{
    switch (verb) {
    case SteerVerb::Prune:
        return !state.pruned && node != 0;
    case SteerVerb::Restore:
        return state.pruned;
    case SteerVerb::Pin:
        return !state.pinned;
    case SteerVerb::Unpin:
        return state.pinned;
    default:
        return true;
    }
}

} // namespace

SteerDesk::SteerDesk(const LiveGraph& live, const Selection& selection, Steering& steering, Actions& actions,
                     QWidget* window)
    : QObject(window), m_live(live), m_selection(selection), m_steering(steering), m_actions(actions), m_window(window)
{
    for (const NodeAction& one : kMarks) {
        mark(one.id, one.verb);
    }
    for (const NodeAction& one : kAsked) {
        connect(actions[one.id], &QAction::triggered, this, [this, verb = one.verb] { ask(verb); });
    }
    connect(actions[Do::GrowHere], &QAction::triggered, this, [this] {
        if (const auto node = m_selection.node()) {
            m_steering.issue(SteerVerb::Focus, *node);
        }
    });
    connect(actions[Do::GrowAnywhere], &QAction::triggered, this,
            [this] { m_steering.issue(SteerCommand{SteerVerb::Unfocus, std::nullopt, 0, {}}); });
    connect(actions[Do::Budgets], &QAction::triggered, this, &SteerDesk::askSession);
    connect(actions[Do::SteeringLog], &QAction::triggered, this, &SteerDesk::showLog);
    refresh();
}

std::set<NodeNumber> SteerDesk::nodes() const
{
    std::set<NodeNumber> list = m_selection.all();
    std::erase_if(list, [this](NodeNumber node) { return !isThere(node); });
    return list;
}

/// With every node chosen a copy of them all would be made thirty times a second.
bool SteerDesk::changesAny(SteerVerb verb) const
{
    return std::ranges::any_of(m_selection.all(), [&](NodeNumber node) {
        return isThere(node) && wouldChange(verb, node, m_live.graph().state(node));
    });
}

std::set<NodeNumber> SteerDesk::nodesFor(SteerVerb verb) const
{
    std::set<NodeNumber> list = nodes();
    std::erase_if(list, [&](NodeNumber node) { return !wouldChange(verb, node, m_live.graph().state(node)); });
    return list;
}

void SteerDesk::mark(Do id, SteerVerb verb)
{
    connect(m_actions[id], &QAction::triggered, this,
            [this, verb] { m_steering.issueFor(nodesFor(verb), {verb, std::nullopt, 0, {}}); });
}

void SteerDesk::refresh()
{
    for (const NodeAction& one : kMarks) {
        m_actions[one.id]->setEnabled(changesAny(one.verb));
    }
    const bool isAnyChosen = std::ranges::any_of(m_selection.all(), [this](NodeNumber node) { return isThere(node); });
    for (const NodeAction& one : kAsked) {
        m_actions[one.id]->setEnabled(isAnyChosen);
    }
    const auto& focus = m_live.asked().focus;
    // At the node where the search grows already, too: what is known of that lags behind an undo, and a key that does
    // nothing is worse than a command that changes nothing.
    m_actions[Do::GrowHere]->setEnabled(isAnyChosen && m_selection.all().size() == 1);
    m_actions[Do::GrowAnywhere]->setEnabled(focus.has_value());
    m_actions[Do::Budgets]->setEnabled(m_live.isOpen());
    m_actions[Do::SteeringLog]->setEnabled(m_live.isOpen());
}

void SteerDesk::ask(SteerVerb verb)
{
    const std::set<NodeNumber> chosen = nodesFor(verb);
    if (chosen.empty()) {
        return;
    }
    auto* dialog = new SteerDialog(verb, chosen, m_live.graph().state(*chosen.begin()), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_live, &LiveGraph::wasReset, dialog, &QDialog::reject); // the numbers are another session's then
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, chosen] { m_steering.issueFor(chosen, dialog->command()); });
    dialog->open();
}

QStringList SteerDesk::skillsSeen() const
{
    std::set<std::string> names{"parallel", "vector", "blocking", "traffic", "algorithm", "loops", "settings"};
    for (NodeNumber node = 0; node < m_live.graph().size(); ++node) {
        const auto& skills = m_live.graph().node(node).skills;
        names.insert(skills.begin(), skills.end());
    }
    QStringList list;
    for (const std::string& name : names) {
        list << format::text(name);
    }
    return list;
}

void SteerDesk::askSession()
{
    auto* dialog = new SteeringDialog(m_live, skillsSeen(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_live, &LiveGraph::wasReset, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_steering.issue(dialog->commands()); });
    dialog->open();
}

void SteerDesk::showLog()
{
    if (!m_log) {
        m_log = new SteeringLog(m_live, m_steering, m_window);
        m_log->setWindowFlag(Qt::Tool);
        m_log->setAttribute(Qt::WA_DeleteOnClose);
        m_log->move(m_window->geometry().center() - m_log->rect().center());
    }
    m_log->show();
    m_log->raise();
    m_log->activateWindow();
}

void SteerDesk::addTo(QMenu& menu)
{
    const std::set<NodeNumber> chosen = nodes();
    if (chosen.empty()) {
        return;
    }
    std::set<std::string> skills;
    for (const NodeNumber node : chosen) {
        const auto& applied = m_live.graph().node(node).skills;
        skills.insert(applied.begin(), applied.end());
    }
    const SessionState asked = m_live.asked();
    QMenu* veto = menu.addMenu(tr("Veto a skill"));
    veto->setEnabled(!skills.empty());
    for (const std::string& skill : skills) {
        const bool vetoed = asked.vetoes.contains(skill);
        QAction* action = veto->addAction(vetoed ? tr("Lift the veto on %1").arg(format::text(skill))
                                                 : tr("Never apply %1").arg(format::text(skill)));
        connect(action, &QAction::triggered, this, [this, skill, vetoed] {
            m_steering.issue(SteerCommand{vetoed ? SteerVerb::Unveto : SteerVerb::Veto, std::nullopt, 0, skill});
        });
    }
    connect(menu.addAction(tr("Memory…")), &QAction::triggered, this, [this] { ask(SteerVerb::Memory); });
    QMenu* reasoned = menu.addMenu(tr("With a reason"));
    for (const NodeAction& one : kMarks) {
        if (changesAny(one.verb)) {
            connect(reasoned->addAction(tr("%1…").arg(Steering::verb(one.verb))), &QAction::triggered, this,
                    [this, verb = one.verb] { ask(verb); });
        }
    }
}

} // namespace espalier
