package io.fieldwarden.agent.enrolment;

import java.util.regex.Pattern;

/** What an agent and its site may be called. */
final class AgentName {
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int SITE_CHARACTERS_MAX = 100;

    private AgentName() {}

    static void check(String agent, String site) throws EnrolmentException {
        if (!AGENT.matcher(agent).matches()) {
            throw new EnrolmentException("the agent's name is '" + printable(agent)
                    + "'; expected 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        boolean control = site.chars().anyMatch(Character::isISOControl);
        if (site.isBlank() || site.length() > SITE_CHARACTERS_MAX || control) {
            throw new EnrolmentException("the site is '" + printable(site) + "'; expected 1 to " + SITE_CHARACTERS_MAX
                    + " characters without line breaks");
        }
    }

    /** Text from outside as it may stand in one line of a message. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(300)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
