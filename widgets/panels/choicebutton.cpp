#include "widgets/panels/choicebutton.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QStringList>

namespace espalier {
namespace {

/// Ticking an entry leaves it open: the second choice is as near as the first.
class StayingMenu : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        QAction* action = actionAt(event->position().toPoint());
        if (action != nullptr && action->isCheckable()) {
            action->trigger();
            return;
        }
        QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool ticks = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return;
        if (ticks && activeAction() != nullptr && activeAction()->isCheckable()) {
            activeAction()->trigger();
            return;
        }
        QMenu::keyPressEvent(event);
    }
};

} // namespace

ChoiceButton::ChoiceButton(const QString& what, const QString& none, std::function<std::vector<Choice>()> choices,
                           QWidget* parent)
    : FlatButton(parent), m_what(what), m_none(none), m_choices(std::move(choices))
{
    setQuiet(true);
    setKeyText(QStringLiteral("▾"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QToolButton::clicked, this, &ChoiceButton::open);
    say();
}

void ChoiceButton::setChosen(const std::set<QString>& keys)
{
    if (keys == m_chosen) {
        return;
    }
    m_chosen = keys;
    say();
    Q_EMIT changed();
}

QString ChoiceButton::words() const
{
    if (m_chosen.empty()) {
        return m_none; // asking for the choices may take a look at every node
    }
    QStringList names;
    std::set<QString> unnamed = m_chosen;
    for (const Choice& choice : m_choices()) {
        if (unnamed.erase(choice.key) > 0) {
            names << choice.name;
        }
    }
    for (const QString& key : unnamed) {
        names << key; // not there, as in a session that never tried this skill
    }
    return names.join(QStringLiteral(", "));
}

void ChoiceButton::say()
{
    m_said = words();
    setAccessibleName(QStringLiteral("%1: %2").arg(m_what, m_said));
    setToolTip(accessibleName().toHtmlEscaped());
    fit();
}

void ChoiceButton::fit()
{
    setText(fontMetrics().elidedText(m_said, Qt::ElideRight, std::max(24, width() - 34)));
}

void ChoiceButton::resizeEvent(QResizeEvent* event)
{
    FlatButton::resizeEvent(event);
    fit();
}

void ChoiceButton::open()
{
    auto* menu = new StayingMenu(m_what, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Choice& choice : m_choices()) {
        const QString count = choice.count < 0 ? QString() : QStringLiteral("\t%1").arg(choice.count);
        QAction* action = menu->addAction(QString(choice.name).replace(QLatin1Char('&'), QLatin1String("&&")) + count);
        action->setObjectName(choice.key);
        action->setCheckable(true);
        action->setChecked(m_chosen.contains(choice.key));
        connect(action, &QAction::toggled, this, [this, key = choice.key](bool on) {
            std::set<QString> keys = m_chosen;
            on ? (void)keys.insert(key) : (void)keys.erase(key);
            setChosen(keys);
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Any")), &QAction::triggered, this, [this] { setChosen({}); });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace espalier
