package io.fieldwarden.agent.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sessions that want one kind of observation. */
final class Watch {
    private Post[] posts = new Post[0];

    /** A detector's session and the detector's name. */
    record Post(String name, DetectorSession session) {}

    Post[] posts() {
        return posts;
    }

    void add(Post post) {
        posts = Arrays.copyOf(posts, posts.length + 1);
        posts[posts.length - 1] = post;
    }

    /** Takes a session out; a loop over {@link #posts()} that is under way is not disturbed. */
    void remove(Post post) {
        List<Post> kept = new ArrayList<>(List.of(posts));
        kept.remove(post);
        posts = kept.toArray(new Post[0]);
    }
}
