#include "widgets/panels/steerbar.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/format.h"
#include "widgets/panels/mixpopover.h"
#include "widgets/panels/policypopover.h"
#include "widgets/panels/steerbutton.h"

#include <QHBoxLayout>
#include <QMenu>

namespace espalier {

SteerBar::SteerBar(const LiveGraph& live, Steering& steering, QWidget* parent)
    : QWidget(parent), m_live(live), m_steering(steering), m_policy(new SteerButton(tr("Policy"), 136, this)),
      m_mix(new SteerButton(tr("Mix"), 168, this)), m_memory(new SteerButton(tr("Memory"), 112, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (SteerButton* button : {m_policy, m_mix, m_memory}) {
        row->addWidget(button);
    }
    connect(m_policy, &SteerButton::pressed, this,
            [this] { (new PolicyPopover(m_live, m_steering, this))->showBelow(m_policy->button()); });
    connect(m_mix, &SteerButton::pressed, this,
            [this] { (new MixPopover(m_live, m_steering, this))->showBelow(m_mix->button()); });
    connect(m_memory, &SteerButton::pressed, this, [this] {
        QMenu* menu = makeMemoryMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_memory->button().mapToGlobal(QPoint(0, m_memory->button().height() + 4)));
    });
    connect(&live, &LiveGraph::batchTaken, this, &SteerBar::refresh);
    refresh();
}

QMenu* SteerBar::makeMemoryMenu()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    const std::string now = m_live.asked().memory;
    const auto add = [&](const QString& name, const QString& tip, const std::string& value) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(now == value);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this,
                [this, value] { m_steering.issue(SteerCommand{SteerVerb::Memory, std::nullopt, 0, value}); });
    };
    add(tr("by policy"), tr("Chosen for every candidate by what its parent's children brought"), "");
    add(QStringLiteral("inherit"), tr("The way from the seed, the siblings and what failed"), "inherit");
    add(QStringLiteral("siblings"), tr("The siblings and what failed, without the way from the seed"), "siblings");
    add(QStringLiteral("combine"), tr("As inherit, with a second good node to be merged"), "combine");
    add(QStringLiteral("clean-slate"), tr("Nothing of the past"), "clean-slate");
    return menu;
}

QString SteerBar::mixText() const
{
    QStringList parts;
    const auto shares = MixPopover::shares(m_live);
    for (const auto& [kind, share] : shares) {
        // With one model beside the rules it goes by what it is; the popover has its name.
        const bool only = shares.size() == 2 && kind != QLatin1String("rules");
        parts << QStringLiteral("%1 %2").arg(only ? tr("model") : kind).arg(share);
    }
    const auto& all = m_live.session().synthesizers;
    return !parts.isEmpty() ? parts.join(QStringLiteral(" · ")) : all.empty() ? QStringLiteral("–") : all.front().kind;
}

void SteerBar::refresh()
{
    for (SteerButton* button : {m_policy, m_mix, m_memory}) {
        button->button().setEnabled(m_live.isOpen());
    }
    if (!m_live.isOpen()) {
        for (SteerButton* button : {m_policy, m_mix, m_memory}) {
            button->setValue(QStringLiteral("–"), false);
        }
        return;
    }
    const SessionState& now = m_live.steered();
    const SessionState asked = m_live.asked();
    m_policy->setValue(asked.policy.empty() ? m_live.session().policy : format::text(asked.policy),
                       asked.policy != now.policy);
    m_mix->setValue(mixText(), asked.mix != now.mix);
    m_memory->setValue(asked.memory.empty() ? tr("by policy") : format::text(asked.memory), asked.memory != now.memory);
}

} // namespace espalier
